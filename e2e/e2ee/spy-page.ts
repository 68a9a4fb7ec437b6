import * as LiveKit from "livekit-client";
import { type Card, drawCards } from "./test-card";

/*
 * Runs in the browser: somebody with LiveKit's client and a token, and nothing of Peal. Keeps every encoded frame that the SFU sends,
 * lets the browser play it all the same, and later tries to decode what it has kept.
 */
export type Kept = {
  /** The sender's identity at the SFU. */
  from: string;
  source: string;
  kind: "audio" | "video";
  /** As the browser calls it: "video/VP8". */
  codec: string;
  /** "key" or "delta" of a picture. */
  type: string;
  timestamp: number;
  /** When it came, on the clock of all pages of the machine, in ms. */
  at: number;
  data: Uint8Array<ArrayBuffer>;
};
/** Of pictures or stretches of sound: how many there were, and how many showed what was sent. */
export type Shown = { decoded: number; shown: number };

const LOOK_MS = 200;
/** How far a colour may be off, of 441. */
const NEAR = 60;
/** Which part of the energy has to be in the tone. One in 5,000 stretches of noise that Opus makes of encrypted bytes has 0.7, none of 300,000 this. */
const PURE = 0.97;
const QUIET = 0.01;
const OPUS_HZ = 48_000;

const kept: Kept[] = [];
const onScreen: Record<string, Shown> = {};
let room: LiveKit.Room | undefined;
let comings = 0;
let wanted: { url: string; tokens: string[] } | undefined;

const now = () => performance.timeOrigin + performance.now();
const rest = async (ms: number) => await new Promise<void>((resume) => setTimeout(resume, ms));

type Streams = { createEncodedStreams(): { readable: ReadableStream; writable: WritableStream } };

/** A receiver is used again for another track; its streams can be had once. */
const labels = new WeakMap<RTCRtpReceiver, Label>();
type Label = Pick<Kept, "from" | "source">;

function keep(track: LiveKit.RemoteTrack, label: Label): void {
  const { receiver } = track;
  if (!receiver) return;
  const isNew = !labels.has(receiver);
  labels.set(receiver, label);
  if (isNew) void pump(receiver, track.kind as Kept["kind"]);
}

async function pump(receiver: RTCRtpReceiver, kind: Kept["kind"]): Promise<void> {
  const { readable, writable } = (receiver as unknown as Streams).createEncodedStreams();
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  for (;;) {
    const { value, done } = await reader.read();
    const label = labels.get(receiver);
    if (done || !label) return;
    const { mimeType, payloadType } = value.getMetadata();
    if (value.data.byteLength > 0)
      kept.push({
        ...label,
        kind,
        codec: String(mimeType ?? payloadType),
        type: value.type ?? "key",
        timestamp: value.timestamp,
        at: now(),
        data: new Uint8Array(value.data.slice(0)),
      });
    void writer.write(value).catch(() => {});
  }
}

/** Comes into a room, and comes again with the next token whenever it is put out. */
async function join(url: string, tokens: string[]): Promise<void> {
  wanted = { url, tokens: [...tokens] };
  await enter();
}

async function enter(): Promise<void> {
  const token = wanted?.tokens.shift();
  if (!wanted || !token) return;
  const made = new LiveKit.Room();
  room = made;
  made
    .on(LiveKit.RoomEvent.TrackSubscribed, (track, publication, { identity }) => {
      keep(track, { from: identity, source: publication.source });
      const element = track.attach();
      element.dataset.of = publication.source;
      document.body.append(element);
    })
    .on(LiveKit.RoomEvent.Disconnected, () => room === made && void enter());
  await made.connect(wanted.url, token, {
    rtcConfig: { encodedInsertableStreams: true } as RTCConfiguration,
  });
  comings++;
}

/** Sends a picture and a sound of its own, as they are. */
async function publish(card: Card): Promise<void> {
  drawCards({ camera: card, screen: card });
  for (const track of await LiveKit.createLocalTracks({ audio: true, video: true }))
    await room?.localParticipant.publishTrack(track, { simulcast: false });
}

async function leave(): Promise<void> {
  wanted = undefined;
  const left = room;
  room = undefined;
  await left?.disconnect();
  document.body.replaceChildren();
}

// What is shown

function rgb(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

const canvas = new OffscreenCanvas(64, 36);
const context = canvas.getContext("2d", { willReadFrequently: true });

/** Whether the middles of all four quarters have the colours of the card. */
function isLike(picture: CanvasImageSource, { colours }: Card): boolean {
  if (!context) throw new Error("no canvas");
  // A player that has no picture yet draws nothing: what was drawn last is no picture of its.
  context.clearRect(0, 0, 64, 36);
  context.drawImage(picture, 0, 0, 64, 36);
  return colours.every((colour, at) => {
    const [x, y] = [at % 2 === 0 ? 16 : 48, at < 2 ? 8 : 28];
    const { data } = context.getImageData(x - 2, y - 2, 4, 4);
    const mean = [0, 1, 2].map((part) => {
      const values = [...data].filter((_, index) => index % 4 === part);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
    return Math.hypot(...rgb(colour).map((value, part) => value - (mean[part] ?? 0))) < NEAR;
  });
}

/** Whether the tone is nearly all that there is: Goertzel's sum at one frequency beside the energy of the whole. */
function isTone(samples: Float32Array, hertz: number, rate: number): boolean {
  let [re, im, energy] = [0, 0, 0];
  for (const [at, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hertz * at) / rate;
    re += sample * Math.cos(angle);
    im += sample * Math.sin(angle);
    energy += sample * sample;
  }
  if (Math.sqrt(energy / samples.length) < QUIET) return false;
  return ((re * re + im * im) * 2) / samples.length / energy > PURE;
}

function note(name: string, isShown: boolean): void {
  const sum = (onScreen[name] ??= { decoded: 0, shown: 0 });
  sum.decoded++;
  if (isShown) sum.shown++;
}

/** Looks from now on at what the browser itself makes of it. */
function watch(of: Record<string, Card>): void {
  const listening = new WeakMap<Element, { context: AudioContext; analyser: AnalyserNode }>();
  setInterval(() => {
    for (const element of document.querySelectorAll<HTMLMediaElement>("video, audio")) {
      const source = element.dataset.of ?? "";
      const card = of[source === "screen_share" ? "screen" : "camera"];
      if (!card || !(element.srcObject instanceof MediaStream)) continue;
      if (element instanceof HTMLVideoElement) {
        if (element.videoWidth > 0) note(source, isLike(element, card));
        continue;
      }
      const heard = listening.get(element) ?? listen(element.srcObject);
      listening.set(element, heard);
      const samples = new Float32Array(heard.analyser.fftSize);
      heard.analyser.getFloatTimeDomainData(samples);
      note(source, isTone(samples, card.hertz, heard.context.sampleRate));
    }
  }, LOOK_MS);
}

function listen(stream: MediaStream): { context: AudioContext; analyser: AnalyserNode } {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  return { context: audio, analyser };
}

// What can be decoded of what was kept

async function pictures(frames: Kept[], card: Card): Promise<Shown> {
  const sum: Shown = { decoded: 0, shown: 0 };
  const output = (frame: VideoFrame) => {
    sum.decoded++;
    if (isLike(frame, card)) sum.shown++;
    frame.close();
  };
  let decoder: VideoDecoder | null = null;
  for (const { type, timestamp, data, codec } of frames) {
    if (!decoder || decoder.state === "closed") {
      if (type !== "key") continue;
      decoder = new VideoDecoder({ output, error: () => {} });
      decoder.configure({ codec: /vp9/i.test(codec) ? "vp09.00.10.08" : "vp8", optimizeForLatency: true });
    }
    try {
      decoder.decode(new EncodedVideoChunk({ type: type as EncodedVideoChunkType, timestamp, data }));
    } catch {
      // The next picture that needs no other begins anew.
      if (decoder.state !== "closed") decoder.close();
    }
    while (decoder.state === "configured" && decoder.decodeQueueSize > 4) await rest(2);
  }
  if (decoder?.state === "configured") await decoder.flush().catch(() => {});
  return sum;
}

/** The newest stretch of sound in a packet that carries older ones too (RFC 2198); others are as they are. */
function withoutRed({ codec, data }: Kept): Uint8Array<ArrayBuffer> {
  if (!/red|^63$/i.test(codec)) return data;
  let [at, older] = [0, 0];
  while ((data[at] ?? 0) & 0x80) {
    older += (((data[at + 2] ?? 0) & 0x03) << 8) | (data[at + 3] ?? 0);
    at += 4;
  }
  return data.slice(at + 1 + older);
}

async function sounds(frames: Kept[], card: Card): Promise<Shown> {
  const sum: Shown = { decoded: 0, shown: 0 };
  const output = (audio: AudioData) => {
    const samples = new Float32Array(audio.numberOfFrames);
    audio.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
    sum.decoded++;
    if (isTone(samples, card.hertz, audio.sampleRate)) sum.shown++;
    audio.close();
  };
  let decoder: AudioDecoder | null = null;
  for (const [at, frame] of frames.entries()) {
    if (!decoder || decoder.state === "closed") {
      decoder = new AudioDecoder({ output, error: () => {} });
      decoder.configure({ codec: "opus", sampleRate: OPUS_HZ, numberOfChannels: 2 });
    }
    const data = withoutRed(frame);
    if (data.byteLength === 0) continue;
    try {
      decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: at * 20_000, data }));
    } catch {
      if (decoder.state !== "closed") decoder.close();
    }
    while (decoder.state === "configured" && decoder.decodeQueueSize > 16) await rest(2);
  }
  if (decoder?.state === "configured") await decoder.flush().catch(() => {});
  return sum;
}

function streamsOf(frames: Kept[]): Kept[][] {
  const streams: Record<string, Kept[]> = {};
  for (const frame of frames) (streams[`${frame.from} ${frame.source}`] ??= []).push(frame);
  return Object.values(streams);
}

/** Tries to decode everything that was kept of each sender's source, in the order in which it came. */
async function decode(of: Record<string, Card>): Promise<Record<string, Shown & { kept: number }>> {
  const found: Record<string, Shown & { kept: number }> = {};
  for (const frames of streamsOf(kept)) {
    const [{ source, kind } = { source: "", kind: "video" }] = frames;
    const card = of[source === "screen_share" ? "screen" : "camera"];
    if (!card) continue;
    const one = await (kind === "video" ? pictures(frames, card) : sounds(frames, card));
    const sum = (found[source] ??= { kept: 0, decoded: 0, shown: 0 });
    sum.kept += frames.length;
    sum.decoded += one.decoded;
    sum.shown += one.shown;
  }
  return found;
}

const spy = {
  join,
  publish,
  leave,
  watch,
  decode,
  /** What the browser's own players have made of it so far. */
  played: () => onScreen,
  /** How many frames were kept of each source. */
  count: (source: string) => kept.filter((frame) => frame.source === source).length,
  /** Of these senders' pictures and sounds: how many frames the one has of which there are fewest since then. */
  since: (at: number, senders: string[]) =>
    Math.min(
      ...senders.flatMap((sender) =>
        ["audio", "video"].map(
          (kind) => kept.filter((one) => one.at >= at && one.from === sender && one.kind === kind).length,
        ),
      ),
    ),
  codecs: () => [...new Set(kept.map(({ codec }) => codec))],
  identity: () => room?.localParticipant.identity ?? "",
  /** How often it came in. */
  comings: () => comings,
  /** What was kept, and is so no more. */
  take: () =>
    kept.splice(0).map(({ data, ...frame }) => ({ ...frame, data: btoa(String.fromCharCode(...data)) })),
  forget: () => {
    kept.length = 0;
    for (const name of Object.keys(onScreen)) delete onScreen[name];
  },
};
export type SpyPage = typeof spy;
Object.assign(window, { spy });

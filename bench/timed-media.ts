import type { BrowserContext, Page } from "@playwright/test";

/** What a receiver has read: from drawing to showing, and from playing to hearing, in ms. */
export type Delays = { picture: number[]; sound: number[]; buffered?: string };

type Chirps = { sent: number[]; heard: number[] };
type Timed = Window & { __delays: { picture: number[] } & Chirps; __tracks: MediaStreamTrack[] };

/** Of the time, in ms, what fits into the drawn bits. */
const BITS = 16;
const WIDTH = 1280;
const HEIGHT = 720;
/** The strip at the top that carries the time: each bit, and under it its opposite, so that a frame that is read wrongly is known. */
const STRIP = 180;
const FRAME_MS = 33;

/**
 * The two halves of the sound: a chirp of 60 ms every half second, and what notes when one comes. Both say the machine's own time for
 * the sample at which a chirp begins. A quiet tone lies under it, so that the codec does not fall silent in between.
 */
const WORKLETS = `
  class Chirp extends AudioWorkletProcessor {
    process(_, [[out]]) {
      if (!out) return true;
      const every = sampleRate / 2, long = sampleRate * 0.06;
      for (let at = 0; at < out.length; at++) {
        const place = (currentFrame + at) % every;
        if (place === 0) this.port.postMessage(Date.now() + (at / sampleRate) * 1000);
        const seconds = place / sampleRate;
        out[at] = place < long
          ? 0.7 * Math.sin(2 * Math.PI * (1000 * seconds + 25000 * seconds * seconds) + 1.5)
          : 0.02 * Math.sin((2 * Math.PI * 300 * (currentFrame + at)) / sampleRate);
      }
      return true;
    }
  }
  class Hear extends AudioWorkletProcessor {
    #deafUntil = 0;
    process([[heard]]) {
      for (let at = 0; heard && at < heard.length; at++) {
        if (currentFrame + at < this.#deafUntil || Math.abs(heard[at]) < 0.2) continue;
        this.#deafUntil = currentFrame + at + sampleRate / 4;
        this.port.postMessage(Date.now() + (at / sampleRate) * 1000);
      }
      return true;
    }
  }
  registerProcessor("chirp", Chirp);
  registerProcessor("hear", Hear);
`;

/**
 * From now on the camera of a context's pages is a drawing of the time, and its microphone chirps; both can be read in any of them with
 * `watchDelays`. The context must bypass the content policy, which allows no code of a test's.
 */
export async function sendTimes(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    ({ bits, width, height, strip, frameMs, worklets }) => {
      const timed = window as unknown as Timed;
      timed.__delays = { picture: [], sent: [], heard: [] };
      timed.__tracks = [];
      const Connection = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Connection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          this.addEventListener("track", ({ track }) => timed.__tracks.push(track));
        }
      };
      const now = () => performance.timeOrigin + performance.now();
      const camera = () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [width, height];
        const context = canvas.getContext("2d", { alpha: false });
        const [track] = canvas.captureStream(0).getVideoTracks();
        const shades = context?.createLinearGradient(0, strip, width, height);
        shades?.addColorStop(0, "#205080");
        shades?.addColorStop(1, "#d0b060");
        if (context && shades) context.fillStyle = shades;
        context?.fillRect(0, strip, width, height);
        setInterval(() => {
          const time = Math.round(now()) % 2 ** bits;
          for (let bit = 0; bit < bits; bit++) {
            const isSet = (time >> bit) & 1;
            for (const row of [0, 1]) {
              if (context) context.fillStyle = isSet === row ? "#000" : "#fff";
              context?.fillRect((bit * width) / bits, (row * strip) / 2, width / bits, strip / 2);
            }
          }
          (track as CanvasCaptureMediaStreamTrack).requestFrame();
        }, frameMs);
        return track ? [track] : [];
      };
      const worklet = async (context: AudioContext, name: string, note: (at: number) => void) => {
        await context.audioWorklet.addModule(
          URL.createObjectURL(new Blob([worklets], { type: "text/javascript" })),
        );
        const node = new AudioWorkletNode(context, name);
        node.port.addEventListener("message", ({ data }) => note(Number(data)));
        node.port.start();
        return node;
      };
      const microphone = async () => {
        const context = new AudioContext({ sampleRate: 48_000, latencyHint: "interactive" });
        const out = context.createMediaStreamDestination();
        const chirp = await worklet(context, "chirp", (at) => timed.__delays.sent.push(at));
        chirp.connect(out);
        return out.stream.getAudioTracks();
      };
      const listen = async (track: MediaStreamTrack) => {
        const context = new AudioContext({ sampleRate: 48_000, latencyHint: "interactive" });
        const hear = await worklet(context, "hear", (at) => timed.__delays.heard.push(at));
        context.createMediaStreamSource(new MediaStream([track])).connect(hear);
        hear.connect(context.destination);
      };
      const look = (video: HTMLVideoElement) => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [bits * 4, 8];
        const context = canvas.getContext("2d", { willReadFrequently: true });
        const read = () => {
          const [shownAt, share] = [now(), strip / height];
          context?.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * share, 0, 0, bits * 4, 8);
          const data = context?.getImageData(0, 0, bits * 4, 8).data;
          let [time, isSound] = [0, true];
          for (let bit = 0; bit < bits; bit++) {
            const [top, under] = [2, 6].map((y) => data?.[(y * bits * 4 + bit * 4 + 2) * 4] ?? 0) as [
              number,
              number,
            ];
            isSound &&= Math.abs(top - under) > 60;
            if (top > under) time |= 1 << bit;
          }
          const whole = 2 ** bits;
          if (isSound) timed.__delays.picture.push((((shownAt - time) % whole) + whole) % whole);
          video.requestVideoFrameCallback(read);
        };
        video.requestVideoFrameCallback(read);
      };
      Object.assign(window, { __camera: camera, __microphone: microphone, __listen: listen, __look: look });
      const media = navigator.mediaDevices as MediaDevices | undefined;
      if (!media) return;
      const getUserMedia = media.getUserMedia.bind(media);
      media.getUserMedia = async (wanted) => {
        const real = await getUserMedia(wanted);
        for (const track of real.getTracks()) track.stop();
        return new MediaStream([
          ...(wanted?.video ? camera() : []),
          ...(wanted?.audio ? await microphone() : []),
        ]);
      };
    },
    { bits: BITS, width: WIDTH, height: HEIGHT, strip: STRIP, frameMs: FRAME_MS, worklets: WORKLETS },
  );
}

type Tools = {
  __camera(): MediaStreamTrack[];
  __microphone(): Promise<MediaStreamTrack[]>;
  __listen(track: MediaStreamTrack): Promise<void>;
  __look(video: HTMLVideoElement): void;
};

/** Begins to read what comes in on a page of a call with one other person. */
export async function watchDelays(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { __tracks, __listen, __look } = window as unknown as Timed & Tools;
    const video = document.querySelector<HTMLVideoElement>("[role=group] video");
    if (video) __look(video);
    for (const track of __tracks.filter(({ kind, readyState }) => kind === "audio" && readyState === "live"))
      await __listen(track);
  });
}

/** The same without a network: what the browser itself takes to capture and to show. */
export async function watchOwnShare(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { __camera, __microphone, __listen, __look } = window as unknown as Tools;
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = new MediaStream(__camera());
    document.body.append(video);
    await video.play();
    __look(video);
    for (const track of await __microphone()) await __listen(track);
  });
}

/** Forgets what was read so far. */
export async function forgetDelays(...pages: Page[]): Promise<void> {
  for (const page of pages)
    await page.evaluate(() => {
      (window as unknown as Timed).__delays = { picture: [], sent: [], heard: [] };
    });
}

/** What was read on a page of what another (or the same one) has sent. */
export async function readDelays(from: Page, to: Page): Promise<Delays> {
  const of = (page: Page) => page.evaluate(() => (window as unknown as Timed).__delays);
  const { sent } = await of(from);
  const { picture, heard } = await of(to);
  return { picture, sound: matched(sent, heard) };
}

/** A chirp is that which was sent last before it was heard. */
function matched(sent: number[], heard: number[]): number[] {
  return heard.flatMap((at) => {
    const from = sent.findLast((time) => time <= at);
    return from === undefined ? [] : at - from;
  });
}

/** What a receiver's jitter buffer has held so far, in the mean of a span (webrtc-stats, inbound-rtp); in ms. */
export type Buffered = { heldMs: number; emitted: number; targetMs: number };

/** Reads it of the sound that comes in. Counters only grow: a span is the difference of two. */
export function readBuffer(page: Page): Promise<Buffered> {
  return page.evaluate(async () => {
    const { connections } = (window as unknown as { __wire: { connections: RTCPeerConnection[] } }).__wire;
    const sum = { heldMs: 0, emitted: 0, targetMs: 0 };
    for (const connection of connections.filter((one) => one.connectionState === "connected"))
      for (const row of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
        if (row.type !== "inbound-rtp" || row.kind !== "audio") continue;
        const ms = (name: string) => Number(row[name] ?? 0) * 1000;
        sum.heldMs += ms("jitterBufferDelay");
        sum.targetMs += ms("jitterBufferTargetDelay");
        sum.emitted += Number(row.jitterBufferEmittedCount ?? 0);
      }
    return sum;
  });
}

/** The mean between two readings. */
export function bufferedBetween(before: Buffered, after: Buffered): string {
  const mean = (name: "heldMs" | "targetMs") =>
    Math.round((after[name] - before[name]) / Math.max(1, after.emitted - before.emitted));
  return `${mean("heldMs")} ms of it in the jitter buffer (it aims at ${mean("targetMs")} ms)`;
}

import type { Browser, Page } from "@playwright/test";
import { bareClient } from "../e2e/bare-client";
import type { Admission } from "../server/calls/contract";
import { openContext } from "./browser";

const [WIDTH, HEIGHT, RATE] = [640, 360, 15];

type Client = typeof import("livekit-client");
type Crowd = { talk(at: number, isLoud: boolean): number };
type Given = {
  admissions: Pick<Admission, "url" | "token">[];
  /** So many send a picture, the others sound alone. */
  pictures: number;
  width: number;
  height: number;
  rate: number;
};

/** Runs in the page: many people, each with a moving picture and a microphone that is silent until they talk. */
async function join({ admissions, pictures, width, height, rate }: Given): Promise<void> {
  const { Room, LocalVideoTrack, LocalAudioTrack, VideoPreset, Track } = (
    globalThis as unknown as { LK: Client }
  ).LK;
  const sound = new AudioContext();
  const voices: GainNode[] = [];
  const draw = (at: number) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    let drawn = 0;
    setInterval(() => {
      if (!context) return;
      context.fillStyle = `hsl(${at * 29} 60% 45%)`;
      context.fillRect(0, 0, width, height);
      context.fillStyle = "white";
      context.fillRect((drawn * 7) % width, height / 3, 40, 40);
      drawn += 1;
    }, 1_000 / rate);
    return canvas.captureStream(rate).getVideoTracks()[0];
  };
  const one = async ({ url, token }: Pick<Admission, "url" | "token">, at: number) => {
    const voice = new GainNode(sound, { gain: 0 });
    const tone = new OscillatorNode(sound, { type: "sawtooth", frequency: 150 + at * 10 });
    const out = sound.createMediaStreamDestination();
    tone.connect(voice).connect(out);
    tone.start();
    voices[at] = voice;
    const room = new Room({ dynacast: true });
    await room.connect(url, token, { autoSubscribe: false });
    const picture = at < pictures ? draw(at) : undefined;
    const [microphone] = out.stream.getAudioTracks();
    if (!microphone) throw new Error("nothing to send");
    if (picture)
      await room.localParticipant.publishTrack(new LocalVideoTrack(picture), {
        source: Track.Source.Camera,
        videoCodec: "vp8",
        videoSimulcastLayers: [new VideoPreset(320, 180, 200_000, 15)],
        videoEncoding: { maxBitrate: 600_000, maxFramerate: rate },
      });
    await room.localParticipant.publishTrack(new LocalAudioTrack(microphone), {
      source: Track.Source.Microphone,
      dtx: true,
    });
  };
  // In a row: all of them at once would measure this page.
  for (const [at, admission] of admissions.entries()) await one(admission, at);
  const crowd: Crowd = {
    talk: (at, isLoud) => {
      const voice = voices[at];
      if (voice) voice.gain.value = isLoud ? 0.5 : 0;
      return performance.timeOrigin + performance.now();
    },
  };
  Object.assign(window, { crowd });
}

/** Puts a synthetic person into each of these places of a call, all on one page of this browser; the first `pictures` with a camera. */
export async function openCrowd(
  browser: Browser,
  url: string,
  admissions: Pick<Admission, "url" | "token">[],
  pictures = admissions.length,
) {
  const page: Page = await (await openContext(browser)).newPage();
  await page.goto(`${url}/robots.txt`);
  await page.evaluate((await bareClient()).replace(/^"use strict";\s*var LK/, "globalThis.LK"));
  await page.evaluate(join, { admissions, pictures, width: WIDTH, height: HEIGHT, rate: RATE });
  return {
    /** Lets one of them talk or fall silent; answers when, in ms since the epoch. */
    talk: (at: number, isLoud: boolean) =>
      page.evaluate(
        ([who, loud]) => (window as unknown as { crowd: Crowd }).crowd.talk(Number(who), Boolean(loud)),
        [at, isLoud],
      ),
  };
}

import type { Browser, Page } from "@playwright/test";
import { bareClient } from "../e2e/bare-client";
import type { Admission } from "../server/calls/contract";
import { openContext } from "./browser";

const [WIDTH, HEIGHT, RATE] = [640, 360, 15];

type Client = typeof import("livekit-client");
type Room = InstanceType<Client["Room"]>;
type Seat = Pick<Admission, "url" | "token">;
/** What somebody of the crowd sends. */
type Sends = { picture: boolean; sound: boolean };
type Crowd = {
  join(at: number, seat: Seat): Promise<void>;
  send(at: number, what: Sends): Promise<void>;
  talk(at: number, isLoud: boolean): number;
};

/** Runs in the page: a crowd of which each has a moving picture and a microphone that is silent until they talk. */
function gather({ width, height, rate }: { width: number; height: number; rate: number }): void {
  const { Room, LocalVideoTrack, LocalAudioTrack, VideoPreset, Track } = (
    globalThis as unknown as { LK: Client }
  ).LK;
  const sound = new AudioContext();
  const voices: GainNode[] = [];
  const rooms: Room[] = [];
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
  const speak = (at: number) => {
    const voice = new GainNode(sound, { gain: 0 });
    const tone = new OscillatorNode(sound, { type: "sawtooth", frequency: 150 + at * 10 });
    const out = sound.createMediaStreamDestination();
    tone.connect(voice).connect(out);
    tone.start();
    voices[at] = voice;
    return out.stream.getAudioTracks()[0];
  };
  const crowd: Crowd = {
    async join(at, { url, token }) {
      const room = new Room({ dynacast: true });
      await room.connect(url, token, { autoSubscribe: false });
      rooms[at] = room;
    },
    async send(at, what) {
      const [picture, microphone] = [what.picture && draw(at), what.sound && speak(at)];
      const me = rooms[at]?.localParticipant;
      if (picture)
        await me?.publishTrack(new LocalVideoTrack(picture), {
          source: Track.Source.Camera,
          videoCodec: "vp8",
          videoSimulcastLayers: [new VideoPreset(320, 180, 200_000, 15)],
          videoEncoding: { maxBitrate: 600_000, maxFramerate: rate },
        });
      if (microphone)
        await me?.publishTrack(new LocalAudioTrack(microphone), {
          source: Track.Source.Microphone,
          dtx: true,
        });
    },
    talk: (at, isLoud) => {
      const voice = voices[at];
      if (voice) voice.gain.value = isLoud ? 0.5 : 0;
      return performance.timeOrigin + performance.now();
    },
  };
  Object.assign(window, { crowd });
}

/** A page of this browser from which synthetic people go into a call, each known by a number. */
export async function openHall(browser: Browser, url: string) {
  const page: Page = await (await openContext(browser)).newPage();
  await page.goto(`${url}/robots.txt`);
  await page.evaluate((await bareClient()).replace(/^"use strict";\s*var LK/, "globalThis.LK"));
  await page.evaluate(gather, { width: WIDTH, height: HEIGHT, rate: RATE });
  return {
    /** Connects one of them; done when they are in the room. They send nothing yet and take nothing in. */
    join: (at: number, { url: to, token }: Seat) =>
      page.evaluate(([who, seat]) => (window as unknown as { crowd: Crowd }).crowd.join(who, seat), [
        at,
        { url: to, token },
      ] as const),
    send: (at: number, what: Sends) =>
      page.evaluate(([who, sends]) => (window as unknown as { crowd: Crowd }).crowd.send(who, sends), [
        at,
        what,
      ] as const),
    /** Lets one of them talk or fall silent; answers when, in ms since the epoch. */
    talk: (at: number, isLoud: boolean) =>
      page.evaluate(([who, loud]) => (window as unknown as { crowd: Crowd }).crowd.talk(who, loud), [
        at,
        isLoud,
      ] as const),
  };
}

/** Puts a synthetic person with a microphone and a picture into each of these places of a call, all on one page of this browser. */
export async function openCrowd(browser: Browser, url: string, seats: Seat[]) {
  const { join, send, talk } = await openHall(browser, url);
  // In a row: all of them at once would measure this page.
  for (const [at, seat] of seats.entries()) {
    await join(at, seat);
    await send(at, { picture: true, sound: true });
  }
  return { talk };
}

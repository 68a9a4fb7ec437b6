import type { BrowserContext, Page } from "@playwright/test";

/** What one person sees and hears of another while a call moves; times in ms on the clock that all pages of a browser share. */
export type Gaps = {
  /** The longest time between two frames of the picture in front. */
  freezeMs: number;
  /** How long there was no picture at all. */
  blankMs: number;
  /** The longest stretch of what is played that was silent. */
  silenceMs: number;
  /** When the longest of these was over. */
  freezeEndedAt: number;
  /** Sound that was made up of what came before, since nothing had come in; what is silent of it is in `silenceMs`. */
  concealedMs: number;
  /** When a first frame of another device was in front, of each since the start. */
  switchedAt: number[];
  /** Most tiles of that person at one moment. */
  tiles: number;
};

type Watched = Window & {
  __gaps: { begin(name: string): Promise<void>; switches(): number; end(): Promise<Gaps> };
};

/** Samples below this are silence; the tone has an amplitude of 0.25. */
const SILENCE = 0.01;
const STATS_MS = 50;

/** Lets the pages of a context be watched. The context needs `bypassCSP`: the sound is looked at in a worklet of its own. */
export async function watchGaps(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    ({ silence, statsMs }) => {
      const now = () => performance.timeOrigin + performance.now();
      const worklet = `registerProcessor("longest-silence", class extends AudioWorkletProcessor {
        constructor() {
          super(); this.run = 0; this.longest = 0; this.hasBegun = false; this.blocks = 0;
        }
        process([[samples]]) {
          const isLoud = samples && samples.some((one) => Math.abs(one) > ${silence});
          if (isLoud) { this.longest = Math.max(this.longest, this.run); this.run = 0; this.hasBegun = true; }
          else if (this.hasBegun) this.run += 128;
          if (++this.blocks % 10 === 0) this.port.postMessage(Math.max(this.longest, this.run) / sampleRate * 1000);
          return true;
        }
      });`;

      function watchPicture(name: string) {
        const seen = new WeakSet<HTMLVideoElement>();
        const found = { freezeMs: 0, freezeEndedAt: 0, blankMs: 0, tiles: 0, switchedAt: [] as number[] };
        let [frameAt, lookAt, front, isOver] = [now(), now(), null as HTMLVideoElement | null, false];
        const tiles = () =>
          [...document.querySelectorAll<HTMLElement>("[role=group]")].filter((one) => one.ariaLabel === name);
        const inFront = () =>
          [...(tiles()[0]?.querySelectorAll("video") ?? [])]
            .filter((video) => video.readyState >= 2 && Number(getComputedStyle(video).opacity) > 0.5)
            .at(-1) ?? null;
        const follow = (video: HTMLVideoElement) => {
          if (seen.has(video)) return;
          seen.add(video);
          const frame = () => {
            if (isOver) return;
            const present = inFront();
            if (video === present) {
              const at = now();
              if (at - frameAt > found.freezeMs) {
                found.freezeMs = at - frameAt;
                found.freezeEndedAt = at;
              }
              frameAt = at;
              if (front && front !== present) found.switchedAt.push(frameAt);
              front = present;
            }
            video.requestVideoFrameCallback(frame);
          };
          video.requestVideoFrameCallback(frame);
        };
        const look = () => {
          if (isOver) return;
          for (const video of document.querySelectorAll("video")) follow(video);
          if (!inFront()) found.blankMs += now() - lookAt;
          lookAt = now();
          found.tiles = Math.max(found.tiles, tiles().length);
          requestAnimationFrame(look);
        };
        look();
        const end = () => {
          isOver = true;
          return { ...found, freezeMs: Math.max(found.freezeMs, now() - frameAt) };
        };
        return { end, found };
      }

      const played = () =>
        [...document.querySelectorAll("audio")].filter((one) => one.srcObject instanceof MediaStream);
      const isAudible = (element: HTMLAudioElement) =>
        element.isConnected && !element.muted && !element.paused;

      async function watchSound() {
        const audio = new AudioContext();
        await audio.audioWorklet.addModule(
          URL.createObjectURL(new Blob([worklet], { type: "text/javascript" })),
        );
        const meter = new AudioWorkletNode(audio, "longest-silence");
        meter.connect(audio.destination);
        let longest = 0;
        meter.port.addEventListener("message", ({ data }) => (longest = data as number));
        meter.port.start();
        const inputs = new Map<HTMLAudioElement, GainNode>();
        const follow = () => {
          for (const element of played()) {
            if (inputs.has(element)) continue;
            const gain = audio.createGain();
            audio
              .createMediaStreamSource(element.srcObject as MediaStream)
              .connect(gain)
              .connect(meter);
            inputs.set(element, gain);
          }
          for (const [element, gain] of inputs) gain.gain.value = isAudible(element) ? 1 : 0;
        };
        follow();
        const timer = setInterval(follow, 5);
        return async () => {
          clearInterval(timer);
          await audio.close();
          return longest;
        };
      }

      function watchConcealed() {
        const { connections } = (window as unknown as { __wire: { connections: RTCPeerConnection[] } })
          .__wire;
        const before = new Map<string, number>();
        let sum = 0;
        const look = async () => {
          const heard = new Set(
            played()
              .filter(isAudible)
              .flatMap((one) => (one.srcObject as MediaStream).getTracks().map((track) => track.id)),
          );
          const ids = new Set<string>();
          for (const connection of connections.filter((one) => one.connectionState !== "closed")) {
            const rows = [...(await connection.getStats()).values()] as Record<string, unknown>[];
            for (const row of rows.filter((one) => one.type === "inbound-rtp" && one.kind === "audio")) {
              const id = String(row.trackIdentifier);
              const concealed = Number(row.concealedSamples ?? 0) - Number(row.silentConcealedSamples ?? 0);
              if (!heard.has(id)) continue;
              ids.add(id);
              sum += concealed - (before.get(id) ?? concealed);
              before.set(id, concealed);
            }
          }
          for (const id of before.keys()) if (!ids.has(id)) before.delete(id);
        };
        const timer = setInterval(() => void look(), statsMs);
        return () => {
          clearInterval(timer);
          return (sum / 48_000) * 1_000;
        };
      }

      let ends: { picture: ReturnType<typeof watchPicture>; sound(): Promise<number>; concealed(): number };
      Object.assign(window, {
        __gaps: {
          async begin(name: string) {
            const sound = await watchSound();
            ends = { sound, concealed: watchConcealed(), picture: watchPicture(name) };
          },
          switches: () => ends.picture.found.switchedAt.length,
          async end() {
            const [picture, concealedMs] = [ends.picture.end(), ends.concealed()];
            return { ...picture, concealedMs, silenceMs: await ends.sound() };
          },
        },
      });
    },
    { silence: SILENCE, statsMs: STATS_MS },
  );
}

/** Begins to watch how this page sees and hears that person. */
export const beginGaps = (page: Page, name: string): Promise<void> =>
  page.evaluate(async (who) => await (window as unknown as Watched).__gaps.begin(who), name);

/** Waits until another device of that person is in front. */
export const switched = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => (window as unknown as Watched).__gaps.switches() > 0, undefined, {
    polling: 50,
  });
};

/** What there was since. */
export const endGaps = (page: Page): Promise<Gaps> =>
  page.evaluate(async () => await (window as unknown as Watched).__gaps.end());

/** Microphones of a context send one tone without a break, instead of the fake device's beeps. */
export async function sendTone(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    // One for all: each context goes on computing for as long as its page lives.
    let tone: MediaStreamTrack | undefined;
    const begun = () => {
      const audio = new AudioContext();
      const [oscillator, gain, out] = [
        audio.createOscillator(),
        audio.createGain(),
        audio.createMediaStreamDestination(),
      ];
      gain.gain.value = 0.25;
      oscillator.connect(gain).connect(out);
      oscillator.start();
      return out.stream.getAudioTracks()[0];
    };
    const heard = () => (tone ??= begun())?.clone() ?? [];
    media.getUserMedia = async (wanted) => {
      if (!wanted?.audio) return await getUserMedia(wanted);
      const { audio: _, ...others } = wanted;
      const pictures = others.video ? (await getUserMedia(others)).getTracks() : [];
      return new MediaStream([heard(), pictures].flat());
    };
  });
}

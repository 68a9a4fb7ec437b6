import type { BrowserContext, Page } from "@playwright/test";

type Kind = "audioinput" | "videoinput" | "audiooutput";
type Machine = {
  pull(label: string): void;
  plug(label: string): void;
  /** The labels of what is open. */
  open(): string[];
  /** The loudspeaker that was set last. */
  sink(): string;
  setLoud(isLoud: boolean): void;
};
type WithMachine = Window & { __machine: Machine };

/** The parts that every machine has: two microphones, two cameras, two loudspeakers, the first of each the usual one. */
const PARTS: [Kind, string][] = [
  ["audioinput", "Headset"],
  ["audioinput", "Desk microphone"],
  ["videoinput", "Front camera"],
  ["videoinput", "Side camera"],
  ["audiooutput", "Headphones"],
  ["audiooutput", "Monitor"],
];

/**
 * Gives the pages of a context devices that can be unplugged, as Chromium's own invented ones cannot: microphones that hum, cameras with
 * Chromium's test picture. A device that is pulled ends its tracks, and the browser tells of it, as with a real one.
 */
export async function giveMachine(context: BrowserContext, without: string[] = []): Promise<void> {
  await context.addInitScript(
    ({ parts, missing }) => {
      const media = navigator.mediaDevices as MediaDevices | undefined;
      // Blank pages have none.
      if (!media) return;
      const getUserMedia = media.getUserMedia.bind(media);
      const all = parts.map(([kind, label]) => ({
        kind,
        label,
        deviceId: label.toLowerCase().replace(" ", "-"),
      }));
      const pulled = new Set(missing);
      const open = new Set<{ label: string; track: MediaStreamTrack }>();
      const hums: GainNode[] = [];
      let isLoud = false;
      let sink = "";
      const plugged = (kind: string) => all.filter((one) => one.kind === kind && !pulled.has(one.label));

      const choose = (kind: string, constraints: MediaTrackConstraints) => {
        const there = plugged(kind);
        const wanted = constraints.deviceId as string | { exact?: string; ideal?: string } | undefined;
        const exact = typeof wanted === "object" ? wanted.exact : undefined;
        const id = typeof wanted === "object" ? (wanted.exact ?? wanted.ideal) : wanted;
        const found = there.find(({ deviceId }) => deviceId === id);
        const usual = there[0];
        if (!usual) throw new DOMException("nothing is plugged in", "NotFoundError");
        if (!found && exact && exact !== "default")
          throw new DOMException("not there", "OverconstrainedError");
        return found ?? { ...usual, isUsual: kind === "audioinput" };
      };
      const dress = (
        track: MediaStreamTrack,
        part: { label: string; deviceId: string; isUsual?: boolean },
      ) => {
        const settings = track.getSettings.bind(track);
        const label = part.isUsual ? `Default - ${part.label}` : part.label;
        const deviceId = part.isUsual ? "default" : part.deviceId;
        Object.defineProperty(track, "label", { value: label });
        track.getSettings = () => ({ ...settings(), deviceId });
        open.add({ label: part.label, track });
        return track;
      };
      const hum = () => {
        const context = new AudioContext();
        const gain = new GainNode(context, { gain: isLoud ? 0.3 : 0.002 });
        const [out, tone] = [context.createMediaStreamDestination(), new OscillatorNode(context)];
        tone.connect(gain).connect(out);
        tone.start();
        hums.push(gain);
        return out.stream.getAudioTracks()[0] as MediaStreamTrack;
      };
      const wish = (part: boolean | MediaTrackConstraints | undefined) =>
        typeof part === "object" ? part : {};
      media.getUserMedia = async (constraints) => {
        const tracks: MediaStreamTrack[] = [];
        const camera = constraints?.video && choose("videoinput", wish(constraints.video));
        const microphone = constraints?.audio && choose("audioinput", wish(constraints.audio));
        if (microphone) tracks.push(dress(hum(), microphone));
        if (camera) {
          const { deviceId: _, ...rest } = wish(constraints.video);
          const [picture] = (await getUserMedia({ video: rest })).getVideoTracks();
          if (picture) tracks.push(dress(picture, camera));
        }
        return new MediaStream(tracks);
      };
      media.enumerateDevices = async () => {
        const usual = (kind: string) =>
          plugged(kind)
            .slice(0, 1)
            .map((one) => ({ ...one, deviceId: "default", label: `Default - ${one.label}` }));
        const listed = [
          ...usual("audioinput"),
          ...plugged("audioinput"),
          ...plugged("videoinput"),
          ...usual("audiooutput"),
          ...plugged("audiooutput"),
        ];
        return listed.map((one) => ({ ...one, groupId: one.label, toJSON: () => one }));
      };
      HTMLMediaElement.prototype.setSinkId = async (id) => {
        if (id !== "" && id !== "default" && !plugged("audiooutput").some(({ deviceId }) => deviceId === id))
          throw new DOMException("not there", "NotFoundError");
        sink = id;
      };
      const machine: Machine = {
        pull(label) {
          pulled.add(label);
          for (const one of open) {
            if (one.label !== label) continue;
            open.delete(one);
            if (one.track.readyState === "ended") continue;
            one.track.stop();
            one.track.dispatchEvent(new Event("ended"));
          }
          media.dispatchEvent(new Event("devicechange"));
        },
        plug(label) {
          pulled.delete(label);
          media.dispatchEvent(new Event("devicechange"));
        },
        open: () => [...open].filter(({ track }) => track.readyState === "live").map(({ label }) => label),
        sink: () => sink,
        setLoud(isNowLoud) {
          isLoud = isNowLoud;
          for (const gain of hums) gain.gain.value = isLoud ? 0.3 : 0.002;
        },
      };
      Object.assign(window, { __machine: machine });
    },
    { parts: PARTS, missing: without },
  );
}

export const pull = (page: Page, label: string): Promise<void> =>
  page.evaluate((name) => (window as unknown as WithMachine).__machine.pull(name), label);
export const plug = (page: Page, label: string): Promise<void> =>
  page.evaluate((name) => (window as unknown as WithMachine).__machine.plug(name), label);
/** Somebody talks into every microphone of the page, or nobody does. */
export const talk = (page: Page, isLoud: boolean): Promise<void> =>
  page.evaluate((loud) => (window as unknown as WithMachine).__machine.setLoud(loud), isLoud);
/** What of the machine is open at this moment. */
export const openParts = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as WithMachine).__machine.open());
/** The loudspeaker on which the page plays, of those that it has set. */
export const sinkOf = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as WithMachine).__machine.sink());

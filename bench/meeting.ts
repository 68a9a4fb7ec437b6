import type { Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { meetingSettings, type Entered } from "../server/meetings/contract";
import { launchBrowser } from "./browser";
import { type Figure, timed } from "./figures";
import { ask, look, openViewer } from "./gallery";
import { openCrowd } from "./gallery-crowd";
import { pause } from "./pause";
import { signUp } from "./people";
import { processorMs } from "./process";

/** A meeting of a hundred: these, and the host in a real browser. */
const GUESTS = Number(process.env.PEAL_BENCH_MEETING ?? 99);
const PICTURES = 10;
const AT_ONCE = 10;
const TALKS = Number(process.env.PEAL_RUNS ?? 20);
/** What a voice adds to the energy of all that is played in less than a tenth of a second; silence adds none. */
const LOUD = 0.0005;
const MOST_MS = 5_000;

type Place = Extract<Entered, { state: "in" }>;

/** Guests come in by the link, ten at a time; how long the door took for each, in ms. */
async function enter(url: string, slug: string): Promise<{ places: Place[]; took: number[] }> {
  const [places, took]: [Place[], number[]] = [[], []];
  const one = async (at: number) => {
    const began = performance.now();
    const input = { slug, name: `Guest ${at + 1}`, canEncrypt: true };
    const entered = await ask<Entered>(url, { cookie: "" }, "door.enter", input);
    if (entered.state !== "in") throw new Error("a guest has to wait");
    took.push(performance.now() - began);
    places.push(entered);
  };
  for (let at = 0; at < GUESTS; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, GUESTS - at) }, (_, more) => one(at + more)));
  return { places, took };
}

type Wired = { __wire: { sounds: () => Promise<Record<string, unknown>[]> } };

/** When anything is heard on this page, in ms since the epoch; NaN where nothing comes within 5 s. Asking takes a few ms itself. */
const heardAt = (page: Page): Promise<number> =>
  page.evaluate(
    ([loud, within]) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        const energy = async () => {
          const sounds = await (window as unknown as Wired).__wire.sounds();
          return sounds.reduce((sum, row) => sum + Number(row.totalAudioEnergy ?? 0), 0);
        };
        const listen = async (before: number): Promise<void> => {
          const now = performance.timeOrigin + performance.now();
          const present = await energy();
          if (present - before > Number(loud)) return resolve(now);
          if (performance.now() - begun > Number(within)) return resolve(Number.NaN);
          setTimeout(() => void listen(before), 10);
        };
        void energy().then(listen);
      }),
    [LOUD, MOST_MS],
  );

/** Of how many people sound comes in. */
const soundsIn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const packets = async () => {
      const sounds = await (window as unknown as Wired).__wire.sounds();
      return new Map(sounds.map((row) => [String(row.id), Number(row.packetsReceived)]));
    };
    const before = await packets();
    await new Promise((resume) => setTimeout(resume, 2_000));
    return [...(await packets())].filter(([id, count]) => count > (before.get(id) ?? 0)).length;
  });

/** A hundred people in one meeting, all with an open microphone and ten with a camera: what the door takes, what comes in, and how soon a new voice is heard. */
export async function benchMeeting({ url, env, pid }: Stack): Promise<Figure[]> {
  Object.assign(process.env, env);
  const ana = await signUp(url, "Ana");
  const settings = meetingSettings.parse({ waitingRoom: false });
  // The synthetic people have no keys.
  const { slug } = await ana.api.createMeeting({ topic: "A crowd", settings, isEncrypted: false });
  const viewer = await openViewer(url, ana);
  const generator = await launchBrowser();
  try {
    const { page } = viewer;
    await page.goto(`${url}/${slug}`);
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.getByRole("button", { name: "Leave", exact: true }).waitFor();
    const usedMs = processorMs(pid);
    const { places, took } = await enter(url, slug);
    const eachMs = (processorMs(pid) - usedMs) / GUESTS;
    const { talk } = await openCrowd(generator, url, places, PICTURES);
    const seen = await look(page, viewer.roots);
    const sounds = await soundsIn(page);
    const delays: number[] = [];
    for (let run = 0; run < TALKS; run++) {
      const heard = heardAt(page);
      // Somebody who was not among the last seven.
      const at = (run * 11) % GUESTS;
      const began = await talk(at, true);
      delays.push((await heard) - began);
      await talk(at, false);
      await pause(1_000);
    }
    return [
      timed(
        `${GUESTS + 1} people: a guest through the door, ten at once`,
        took,
        "none",
        `app ${eachMs.toFixed(1)} ms of processor each`,
      ),
      {
        what: `${GUESTS + 1} people, ${PICTURES} with a camera: pictures drawn, coming in; sounds coming in`,
        figure: `${seen.drawn}, ${seen.coming}; ${sounds}; ${Math.round(seen.kilobits)} kbit/s of pictures`,
        bar: "what is drawn; 7 sounds at most",
        reference: `browser ${Math.round(seen.share)} % of a core`,
      },
      timed(
        `${GUESTS + 1} people: first sound → heard`,
        delays.filter((ms) => !Number.isNaN(ms)),
        "≤ 300 ms",
        `${delays.filter(Number.isNaN).length} of ${TALKS} not heard`,
      ),
    ];
  } finally {
    await viewer.browser.close();
    await generator.close();
  }
}

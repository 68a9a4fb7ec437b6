import { loadavg } from "node:os";
import type { Browser, Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { meetingSettings, type Entered } from "../server/meetings/contract";
import { launchBrowser } from "./browser";
import { childrenNamed, familyMs } from "./families";
import { type Figure, timed } from "./figures";
import { clickedAt, watchFirstFrames } from "./first-frames";
import { ask, look, openViewer } from "./gallery";
import { openHall } from "./gallery-crowd";
import { pause } from "./pause";
import { signUp } from "./people";
import { processorMs } from "./process";

/** A meeting of a hundred: these, and the host in a real browser. */
const GUESTS = Number(process.env.PEAL_BENCH_MEETING ?? 99);
/** So many send a picture and sound. */
const SENDING = 10;
/** So many have an open microphone in the end: more than are all heard. */
const OPEN = Math.min(GUESTS, 25);
const AT_ONCE = 10;
const TALKS = Number(process.env.PEAL_RUNS ?? 20);
/** How often the real browser goes into the full room. */
const COMES = 4;
/** What a voice adds to the energy of all that is played in less than a tenth of a second; silence adds none. */
const LOUD = 0.0005;
const MOST_MS = 5_000;
const IDLE_MS = 10_000;
/** Until the loudest are found among all that were there. */
const SETTLE_MS = 5_000;

type Hall = Awaited<ReturnType<typeof openHall>>;

/** Guests come by the link, ten at a time: how long the door took for each, and until they were connected, in ms. */
async function gather(url: string, slug: string, hall: Hall): Promise<{ doors: number[]; joins: number[] }> {
  const [doors, joins]: [number[], number[]] = [[], []];
  const one = async (at: number) => {
    const began = performance.now();
    const input = { slug, name: `Guest ${at + 1}`, canEncrypt: true };
    const entered = await ask<Entered>(url, { cookie: "" }, "door.enter", input);
    if (entered.state !== "in") throw new Error("a guest has to wait");
    doors.push(performance.now() - began);
    await hall.join(at, entered);
    joins.push(performance.now() - began);
  };
  for (let at = 0; at < GUESTS; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, GUESTS - at) }, (_, more) => one(at + more)));
  return { doors, joins };
}

type Wired = {
  __wire: { connections: RTCPeerConnection[]; sounds: () => Promise<Record<string, unknown>[]> };
};

/** When the first packet of anybody comes to this page, in ms since the epoch; NaN where none does within half a minute. */
const arrivedAt = (page: Page): Promise<number> =>
  page.evaluate(
    (within) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        const look = async (): Promise<void> => {
          const { connections } = (window as unknown as Wired).__wire;
          const reports = await Promise.all(connections.map((one) => one.getStats()));
          const rows = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
          const has = rows.some((row) => row.type === "inbound-rtp" && Number(row.packetsReceived) > 0);
          if (has) return resolve(performance.timeOrigin + performance.now());
          if (performance.now() - begun > within) return resolve(Number.NaN);
          setTimeout(() => void look(), 20);
        };
        void look();
      }),
    30_000,
  );

/** The real browser goes in and out of the room with everybody in it: from the click to the first of what others send, in ms. */
async function comeIn(page: Page, address: string): Promise<number[]> {
  const took: number[] = [];
  for (let run = 0; run < COMES; run++) {
    if (run > 0) await page.getByRole("button", { name: "Leave", exact: true }).click();
    await page.goto("about:blank");
    await page.goto(address);
    const join = page.getByRole("button", { name: "Join", exact: true });
    await join.waitFor();
    // What a person takes to look at themselves.
    await pause(1_500);
    await join.click();
    took.push((await arrivedAt(page)) - (await clickedAt(page)));
    await page.getByRole("button", { name: "Leave", exact: true }).waitFor();
  }
  return took;
}

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

/** The processor time that these used while nothing happens, in per cent of a core. */
async function idleShares(...used: (() => number)[]): Promise<number[]> {
  const [before, began] = [used.map((read) => read()), performance.now()];
  await pause(IDLE_MS);
  const ms = performance.now() - began;
  return used.map((read, at) => Math.round(((read() - (before[at] ?? 0)) / ms) * 100));
}

/** First sounds of people who were not among the last seven → heard in the real browser, in ms; NaN where it was not. */
async function voices(page: Page, talk: Hall["talk"]): Promise<number[]> {
  const delays: number[] = [];
  for (let run = 0; run < TALKS; run++) {
    const heard = heardAt(page);
    const at = (run * 11) % OPEN;
    const began = await talk(at, true);
    delays.push((await heard) - began);
    await talk(at, false);
    await pause(1_000);
  }
  return delays;
}

async function measure(stack: Stack, generator: Browser, generators: number[]): Promise<Figure[]> {
  const { url, pid } = stack;
  const ana = await signUp(url, "Ana");
  const settings = meetingSettings.parse({ waitingRoom: false });
  // The synthetic people have no keys.
  const { slug } = await ana.api.createMeeting({ topic: "A crowd", settings, isEncrypted: false });
  const hall = await openHall(generator, url);
  const app = () => processorMs(pid);
  const load = () => `load ${loadavg()[0]?.toFixed(0)}`;
  const used = app();
  const [usedBefore, began] = [familyMs(generators), performance.now()];
  const { doors, joins } = await gather(url, slug, hall);
  const generated = Math.round(((familyMs(generators) - usedBefore) / (performance.now() - began)) * 100);
  const eachMs = ((app() - used) / GUESTS).toFixed(1);
  const joined = load();
  for (let at = 0; at < SENDING; at++) await hall.send(at, { picture: true, sound: true });

  const viewer = await openViewer(url, ana);
  try {
    const { page, roots } = viewer;
    await watchFirstFrames(page.context());
    const comes = await comeIn(page, `${url}/${slug}`);
    const came = load();
    const seen = await look(page, roots);
    const sounds = await soundsIn(page);
    const [appIdle, all] = await idleShares(app, () => familyMs(generators));
    for (let at = SENDING; at < OPEN; at++) await hall.send(at, { picture: false, sound: true });
    await pause(SETTLE_MS);
    const open = await soundsIn(page);
    const delays = await voices(page, hall.talk);
    const crowd = `${GUESTS + 1} people`;
    const others = `generator ${generated} % of a core, ${joined}`;
    return [
      timed(
        `${crowd}: a guest through the door, ${AT_ONCE} at once`,
        doors,
        "none",
        `app ${eachMs} ms of processor each; ${others}`,
      ),
      timed(`${crowd}: a guest, link → connected, ${AT_ONCE} at once`, joins, "none", others),
      timed(
        `${crowd}, ${SENDING} sending: the host's browser, click → first sound or picture`,
        comes,
        "none",
        came,
      ),
      {
        what: `${crowd}, ${SENDING} sending: what the host's browser takes in`,
        figure: `${seen.coming} pictures (${seen.drawn} drawn), ${sounds} sounds, ${Math.round(seen.kilobits)} kbit/s of pictures`,
        bar: "what is drawn",
        reference: `browser ${Math.round(seen.share)} % of a core`,
      },
      {
        what: `${crowd}, ${SENDING} sending, for ${IDLE_MS / 1_000} s: the app`,
        figure: `${appIdle} % of a core`,
        bar: "none",
        reference: `generator ${all} % of a core, ${load()}`,
      },
      {
        what: `${crowd}, ${OPEN} open microphones: sounds coming in`,
        figure: String(open),
        bar: "7 at most",
        reference: "",
      },
      timed(
        `${crowd}, ${OPEN} open microphones: first sound → heard`,
        delays.filter((ms) => !Number.isNaN(ms)),
        "≤ 300 ms",
        `${delays.filter(Number.isNaN).length} of ${TALKS} not heard; ${load()}`,
      ),
    ];
  } finally {
    await viewer.browser.close();
  }
}

/**
 * A hundred people in one meeting, by its door. Ten send: how long it takes to be in, and what a real browser among them takes in. Then 25
 * have an open microphone: how soon a new voice is heard.
 */
export async function benchMeeting(stack: Stack): Promise<Figure[]> {
  Object.assign(process.env, stack.env);
  const others = childrenNamed(/chrom/i);
  const generator = await launchBrowser();
  const generators = childrenNamed(/chrom/i).filter((pid) => !others.includes(pid));
  try {
    return await measure(stack, generator, generators);
  } finally {
    await generator.close();
  }
}

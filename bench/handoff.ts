import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { beginGaps, endGaps, type Gaps, sendTone, switched, watchGaps } from "../e2e/handoff/gaps";
import type { Stack } from "../e2e/stack";
import { watchWire } from "../e2e/wire";
import { launchBrowser, openContext } from "./browser";
import { type Figure, quantile, timed } from "./figures";
import { clickedAt, watchFirstFrames } from "./first-frames";
import { pause } from "./pause";
import { type Profile, signIn, twoPeople } from "./people";

const RUNS = Number(process.env.PEAL_RUNS ?? 50);
/** How many begin with the look at oneself that everybody gets who has not set it otherwise; two of four cannot connect during it. */
const LOOKS = Number(process.env.PEAL_LOOKS ?? Math.ceil(RUNS / 2));
/** For how long a person looks. */
const LOOK_MS = 2_500;
/** Long enough for the old device to be gone. */
const AFTER_MS = 1_500;
/** Nobody moves a call back sooner. */
const REST_MS = 2_500;
/** A device has 10 s for it; then it is told that the call stays where it is. */
const GIVEN_UP_MS = 12_000;
/** `PEAL_STAGES=1` prints when each request of a move began and ended. */
const HAS_STAGES = process.env.PEAL_STAGES === "1";

async function open(browser: Browser, url: string, who: Profile, options: BrowserContextOptions = {}) {
  const context = await openContext(browser, { ...options, storageState: await who.context.storageState() });
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context);
  await watchFirstFrames(context);
  return context;
}

async function openPage(browser: Browser, url: string, who: Profile): Promise<Page> {
  const context = await open(browser, url, who);
  await sendTone(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function printStages(watcher: Page, to: Page, tapped: number): Promise<void> {
  const requests = (page: Page) =>
    page.evaluate((since) => {
      const at = (ms: number) => Math.round(performance.timeOrigin + ms - since);
      return performance
        .getEntriesByType("resource")
        .filter((one) => /handoff|e2ee/.test(one.name) && at(one.startTime) > -50)
        .map(
          (one) =>
            `${one.name.replace(/.*trpc.|\?.*/g, "")} ${at(one.startTime)}–${at(one.startTime + one.duration)}`,
        );
    }, tapped);
  console.log(`taking: ${(await requests(to)).join(", ")}`);
  console.log(`seeing: ${(await requests(watcher)).join(", ")}`);
}

type Move = Gaps & { tapToMovedMs: number };
/** What comes before the tap: nothing, a preview, or one during which nothing is connected, to compare with. */
type Before = "nothing" | "look" | "look alone";

async function lookFirst(to: Page, address: string, isAlone: boolean): Promise<void> {
  const connecting = "**/handoff.warm*";
  await to.unroute(connecting);
  if (isAlone) await to.route(connecting, (route) => route.abort());
  await to.goto(`${address}/move`);
  await to.getByRole("figure", { name: "Your picture" }).locator("video").waitFor();
  await pause(LOOK_MS);
}

/** One move, as the other person sees it; null where the call has stayed where it was. */
async function move(watcher: Page, to: Page, before: Before): Promise<Move | null> {
  const go = to.getByRole("button", { name: "Continue here", exact: true });
  if (before !== "nothing") await lookFirst(to, watcher.url(), before === "look alone");
  await beginGaps(watcher, "Bo");
  await go.click();
  const tapped = await clickedAt(to);
  const isMade = await Promise.race([
    switched(watcher).then(() => true),
    pause(GIVEN_UP_MS).then(() => false),
  ]);
  if (!isMade) {
    await endGaps(watcher);
    return null;
  }
  await pause(AFTER_MS);
  const gaps = await endGaps(watcher);
  if (HAS_STAGES) await printStages(watcher, to, tapped);
  return { ...gaps, tapToMovedMs: (gaps.switchedAt[0] ?? Number.NaN) - tapped };
}

/**
 * Moves a call between two devices of one person, again and again, and measures what the other person sees and hears: the longest freeze of the
 * picture, silence and made-up sound in a tone that never stops, and the time from the tap until the new device is in front.
 */
export const benchHandoff = async ({ url }: Stack): Promise<Figure[]> => [
  ...(RUNS > 0 ? await movesOf(url, "handoff", RUNS, false) : []),
  ...(LOOKS > 0 ? await movesOf(url, "handoff from the preview", LOOKS, true) : []),
];

async function movesOf(url: string, title: string, runs: number, isLook: boolean): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const [ana, bo] = await twoPeople(url);
    await bo.api.ringSettings({ movesAtOnce: !isLook });
    const context = await open(browser, url, ana, { bypassCSP: true });
    await watchGaps(context);
    const watcher = await context.newPage();
    await watcher.goto(`${url}/contacts/${bo.handle}`);
    const laptop = await openPage(browser, url, bo);
    const phone = await openPage(browser, url, await signIn(url, bo));
    await watcher.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
    await laptop.getByRole("button", { name: "Answer with video", exact: true }).click();
    await phone.getByRole("button", { name: "Continue here", exact: true }).waitFor();
    await pause(3_000);

    const still: Gaps[] = [];
    // The same without a move, to know what the machine does by itself.
    for (let run = 0; run < runs / 5; run++) {
      await beginGaps(watcher, "Bo");
      await pause(AFTER_MS + 700);
      still.push(await endGaps(watcher));
    }
    const moves: Move[] = [];
    const alone: Move[] = [];
    let to = phone;
    for (let run = 0; run < runs; run++) {
      // Two and two, so that each of the devices is in both.
      const isAlone = isLook && run % 4 > 1;
      const one = await move(watcher, to, isAlone ? "look alone" : isLook ? "look" : "nothing");
      if (process.env.PEAL_EACH === "1") console.log(JSON.stringify(one));
      if (!one) continue;
      (isAlone ? alone : moves).push(one);
      await pause(REST_MS);
      to = to === phone ? laptop : phone;
    }
    const median = (of: (gaps: Gaps) => number) => `no move: ${Math.round(quantile(still.map(of), 0.5))} ms`;
    const tapped = (of: Move[]) =>
      Math.round(
        quantile(
          of.map((one) => one.tapToMovedMs),
          0.5,
        ),
      );
    const gap = "≤ 100 ms";
    return [
      {
        what: `${title}: moves that came about`,
        figure: `${moves.length + alone.length} of ${runs}`,
        bar: `${runs}`,
        reference: "–",
      },
      timed(
        `${title}: longest freeze of the picture`,
        moves.map((one) => one.freezeMs),
        gap,
        median((one) => one.freezeMs),
      ),
      timed(
        `${title}: no picture at all`,
        moves.map((one) => one.blankMs),
        gap,
        median((one) => one.blankMs),
      ),
      timed(
        `${title}: longest silence`,
        moves.map((one) => one.silenceMs),
        gap,
        median((one) => one.silenceMs),
      ),
      timed(
        `${title}: concealed sound`,
        moves.map((one) => one.concealedMs),
        gap,
        median((one) => one.concealedMs),
      ),
      timed(
        `${title}: tap → the other side sees the new device`,
        moves.map((one) => one.tapToMovedMs),
        "≤ 1,000 ms",
        alone.length > 0 ? `not connected before: ${tapped(alone)} ms` : "–",
      ),
      {
        what: `${title}: most tiles of the person`,
        figure: String(Math.max(...moves.map((one) => one.tiles))),
        bar: "1",
        reference: "–",
      },
    ];
  } finally {
    await browser.close();
  }
}

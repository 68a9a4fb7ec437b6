import type { Browser, Page } from "@playwright/test";
import { withoutEncryption } from "../e2e/e2ee/lies";
import type { Stack } from "../e2e/stack";
import { mediaBytes, watchWire } from "../e2e/wire";
import { launchBrowser, openContext } from "./browser";
import { childrenNamed, familyMs } from "./families";
import { type Figure, quantile } from "./figures";
import { clickedAt, firstFrameAt, watchFirstFrames } from "./first-frames";
import { type Profile, twoPeople } from "./people";
import { pause } from "./pause";

const ANSWERS = Number(process.env.PEAL_RUNS ?? 12);
const LONG_CALLS = Number(process.env.PEAL_BENCH_CALLS ?? 3);
const LONG_CALL_MS = 20_000;
const SETTLE_MS = 5_000;
/** Nobody answers before they saw who calls; meanwhile the page connects. */
const LOOK_MS = 1_500;

type Way = "encrypted" | "open";
type Cost = { calleeSees: number[]; callerSees: number[]; processorSeconds: number[]; kilobits: number[] };
type Call = { caller: Page; callee: Page; tapped: number };

async function open(browser: Browser, url: string, who: Profile, way: Way): Promise<Page> {
  const context = await openContext(browser, { storageState: await who.context.storageState() });
  await context.grantPermissions(["camera", "microphone"]);
  await watchWire(context);
  await watchFirstFrames(context);
  if (way === "open") await withoutEncryption(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function call(browser: Browser, url: string, [ana, bo]: Profile[], way: Way): Promise<Call> {
  if (!ana || !bo) throw new Error("two people call");
  const caller = await open(browser, `${url}/contacts/${bo.handle}`, ana, way);
  const callee = await open(browser, url, bo, way);
  await caller.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
  if (way === "open")
    await caller.getByRole("button", { name: "Call without encryption", exact: true }).click();
  const answer = callee.getByRole("button", { name: "Answer with video", exact: true });
  await answer.waitFor();
  await pause(LOOK_MS);
  await answer.click();
  return { caller, callee, tapped: await clickedAt(callee) };
}

async function end({ caller, callee }: Call): Promise<void> {
  await callee.getByRole("button", { name: "End call", exact: true }).click();
  await caller.getByRole("button", { name: "End call", exact: true }).waitFor({ state: "hidden" });
  await Promise.all([caller.context().close(), callee.context().close()]);
}

/** Processor time of the browsers of this process and of all that they started, in ms. */
const browsersMs = () => familyMs(childrenNamed(/chrom/i));

const sentBytes = async ({ caller, callee }: Call) =>
  (await mediaBytes(caller)).sent + (await mediaBytes(callee)).sent;

async function firstPictures(one: Call, cost: Cost): Promise<void> {
  const [seen, seenBack] = await Promise.all([
    firstFrameAt(one.callee, "Ana"),
    firstFrameAt(one.caller, "Bo"),
  ]);
  cost.calleeSees.push(seen - one.tapped);
  cost.callerSees.push(seenBack - one.tapped);
}

/** What a minute of a call costs both browsers, once it has come to rest. */
async function running(one: Call, cost: Cost): Promise<void> {
  await Promise.all([firstFrameAt(one.callee, "Ana"), firstFrameAt(one.caller, "Bo")]);
  await pause(SETTLE_MS);
  const [usedBefore, sentBefore, began] = [browsersMs(), await sentBytes(one), performance.now()];
  await pause(LONG_CALL_MS);
  const ms = performance.now() - began;
  cost.processorSeconds.push(((browsersMs() - usedBefore) / ms) * 60);
  cost.kilobits.push((((await sentBytes(one)) - sentBefore) * 8) / ms);
}

/** What encryption costs, beside the same calls without it: they take turns, so that both meet the same machine. */
export async function benchSecrecy({ url }: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  const costs: Record<Way, Cost> = {
    encrypted: { calleeSees: [], callerSees: [], processorSeconds: [], kilobits: [] },
    open: { calleeSees: [], callerSees: [], processorSeconds: [], kilobits: [] },
  };
  try {
    const people = await twoPeople(url);
    for (let run = 0; run < ANSWERS + LONG_CALLS; run++) {
      for (const way of ["encrypted", "open"] as const) {
        const one = await call(browser, url, people, way);
        await (run < ANSWERS ? firstPictures : running)(one, costs[way]);
        await end(one);
      }
    }
  } finally {
    await browser.close();
  }
  const { encrypted, open: plain } = costs;
  const row = (what: string, of: keyof Cost, unit: string, bar: string): Figure => ({
    what: `encrypted: ${what}`,
    figure: middle(encrypted[of], unit),
    bar,
    reference: `not encrypted: ${middle(plain[of], unit)}`,
  });
  return [
    row("answer → first remote picture, warmed (p50 / p95)", "calleeSees", "ms", "≤ 120 ms, p95 ≤ 250 ms"),
    row(
      "answer → the caller sees the callee, warmed (p50 / p95)",
      "callerSees",
      "ms",
      "≤ 450 ms, p95 ≤ 700 ms",
    ),
    row("processor time of both browsers a minute of call (p50 / p95)", "processorSeconds", "s", "none"),
    row("sent by both (p50 / p95)", "kilobits", "kbit/s", "none"),
  ];
}

function middle(values: number[], unit: string): string {
  const [p50, p95] = [0.5, 0.95].map((share) => quantile(values, share));
  const round = (value = Number.NaN) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
  return `${round(p50)} / ${round(p95)} ${unit} (${values.length} runs)`;
}

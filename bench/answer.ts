import { cpus } from "node:os";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { launchBrowser, openContext, openPage, press } from "./browser";
import { familyMs } from "./families";
import { type Figure, quantile, timed } from "./figures";
import { clickedAt, firstFrameAt } from "./first-frames";
import { benchFloor } from "./floor";
import { pause } from "./pause";
import { type Profile, twoPeople } from "./people";
import { readStages, type Stages, stageNames, watchStages } from "./stages";

const RUNS = Number(process.env.PEAL_RUNS ?? 12);
/** Nobody answers before they saw who calls; meanwhile the page fetches what the call needs, and connects. */
const LOOK_MS = 1_500;

/** `PEAL_STAGES=1` prints where the time goes; looking costs some of it. */
const HAS_STAGES = process.env.PEAL_STAGES === "1";

/** `costs`: processor time of everything on this machine that the bench has started, until both see each other, in ms. */
type Answers = { calleeSees: number[]; callerSees: number[]; costs: number[]; stages: Stages[] };

async function open(browser: Browser, url: string, who: Profile, isWarm: boolean): Promise<Page> {
  const context = await openContext(browser, { storageState: await who.context.storageState() });
  if (HAS_STAGES) await watchStages(context);
  if (!isWarm) await keepCold(context);
  return await openPage(context, url);
}

/** A device that could not tell the server that it rings is answered on all the same, without having connected. */
const keepCold = (context: BrowserContext) =>
  context.route("**/api/trpc/calls.alerted*", (route) => route.abort());

async function answers(browser: Browser, stack: Stack, isWarm: boolean): Promise<Answers> {
  const [ana, bo] = await twoPeople(stack.url);
  const answered: Answers = { calleeSees: [], callerSees: [], costs: [], stages: [] };
  for (let run = 0; run < RUNS; run++) {
    const caller = await open(browser, `${stack.url}/contacts/${bo.handle}`, ana, isWarm);
    const callee = await open(browser, stack.url, bo, isWarm);
    await caller.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
    const answer = callee.getByRole("button", { name: "Answer with video", exact: true });
    await answer.waitFor();
    await pause(LOOK_MS);
    const before = familyMs([process.pid]);
    await answer.click();
    const [seen, seenBack] = await Promise.all([firstFrameAt(callee, "Ana"), firstFrameAt(caller, "Bo")]);
    answered.costs.push(familyMs([process.pid]) - before);
    const tapped = await clickedAt(callee);
    answered.calleeSees.push(seen - tapped);
    answered.callerSees.push(seenBack - tapped);
    if (HAS_STAGES) answered.stages.push(await readStages({ caller, callee, tapped }));
    await press(callee, "End call");
    await caller.getByRole("button", { name: "End call", exact: true }).waitFor({ state: "hidden" });
    await Promise.all([caller.context().close(), callee.context().close()]);
  }
  return answered;
}

/**
 * From the tap on "Answer with video" until the callee sees the caller, and until the caller sees the callee: on a device that
 * connected while it rang, and on one that did not.
 */
export async function benchAnswer(stack: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const warm = await answers(browser, stack, true);
    const cold = await answers(browser, stack, false);
    const floor = await benchFloor(browser, stack, RUNS);
    if (HAS_STAGES) console.log(`\nStages after the tap, medians in ms: ${stagesLine(warm.stages)}`);
    if (HAS_STAGES) console.log(`The same, not warmed: ${stagesLine(cold.stages)}`);
    const sees = `bare page, connect and publish: ${Math.round(quantile(floor.sees, 0.5))} ms`;
    const isSeen = `bare page: ${Math.round(quantile(floor.isSeen, 0.5))} ms`;
    return [
      timed("answer → first remote picture, warmed", warm.calleeSees, "≤ 120 ms, p95 ≤ 250 ms", sees),
      timed("answer → first remote picture, not warmed", cold.calleeSees, "≤ 400 ms", sees),
      timed("answer → the caller sees the callee, warmed", warm.callerSees, "≤ 450 ms, p95 ≤ 700 ms", isSeen),
      timed(
        "answer → the caller sees the callee, not warmed",
        cold.callerSees,
        "≤ 450 ms, p95 ≤ 700 ms",
        isSeen,
      ),
      costed("the same, processor time of everything until both see, warmed", warm.costs, floor.costs),
      costed("the same, processor time of everything until both see, not warmed", cold.costs, floor.costs),
    ];
  } finally {
    await browser.close();
  }
}

const costed = (what: string, costs: number[], bare: number[]): Figure => ({
  what,
  figure: `${Math.round(quantile(costs, 0.5))} ms, on ${cpus().length} cores`,
  bar: "–",
  reference: `bare page: ${Math.round(quantile(bare, 0.5))} ms`,
});

function stagesLine(runs: Stages[]): string {
  const median = (name: (typeof stageNames)[number]) =>
    Math.round(
      quantile(
        runs.map((run) => run[name]),
        0.5,
      ),
    );
  return stageNames.map((name) => `${name} ${median(name)}`).join(", ");
}

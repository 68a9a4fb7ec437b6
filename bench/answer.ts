import type { Browser, Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { launchBrowser, openContext } from "./browser";
import { type Figure, quantile, spread } from "./figures";
import { clickedAt, firstFrameAt, watchFirstFrames } from "./first-frames";
import { benchFloor } from "./floor";
import { type Profile, twoPeople } from "./people";

const RUNS = 12;
/** Nobody answers before they saw who calls; meanwhile the page fetches what the call needs. */
const LOOK_MS = 1000;

async function open(browser: Browser, url: string, who: Profile): Promise<Page> {
  const context = await openContext(browser, { storageState: await who.context.storageState() });
  await watchFirstFrames(context);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** From the tap on "Answer with video" until the callee sees the caller, and until the caller sees the callee. */
export async function benchAnswer(stack: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const [ana, bo] = await twoPeople(stack.url);
    const calleeSees: number[] = [];
    const callerSees: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const caller = await open(browser, `${stack.url}/contacts/${bo.handle}`, ana);
      const callee = await open(browser, stack.url, bo);
      await caller.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
      const answer = callee.getByRole("button", { name: "Answer with video", exact: true });
      await answer.waitFor();
      await new Promise((resume) => setTimeout(resume, LOOK_MS));
      await answer.click();
      const [seen, seenBack] = await Promise.all([firstFrameAt(callee, "Ana"), firstFrameAt(caller, "Bo")]);
      const answered = await clickedAt(callee);
      calleeSees.push(seen - answered);
      callerSees.push(seenBack - answered);
      await callee.getByRole("button", { name: "End call", exact: true }).click();
      await caller.getByRole("button", { name: "End call", exact: true }).waitFor({ state: "hidden" });
      await Promise.all([caller.context().close(), callee.context().close()]);
    }
    const floor = await benchFloor(browser, stack, RUNS);
    return [
      {
        what: "answer → first remote picture, not warmed",
        figure: spread(calleeSees),
        bar: "≤ 400 ms",
        reference: `bare page, connect and publish: ${Math.round(quantile(floor.sees, 0.5))} ms`,
      },
      {
        what: "answer → the caller sees the callee",
        figure: spread(callerSees),
        bar: "≤ 450 ms, p95 ≤ 700 ms",
        reference: `bare page: ${Math.round(quantile(floor.isSeen, 0.5))} ms`,
      },
    ];
  } finally {
    await browser.close();
  }
}

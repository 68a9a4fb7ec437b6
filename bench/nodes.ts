import type { Page } from "@playwright/test";
import { startTown } from "../e2e/faults/town";
import { beginGaps, endGaps, type Gaps, sendTone, watchGaps } from "../e2e/handoff/gaps";
import { watchWire } from "../e2e/wire";
import { launchBrowser, openContext, press } from "./browser";
import { type Figure, quantile, timed } from "./figures";
import { watchFirstFrames } from "./first-frames";
import { pause } from "./pause";
import { type Profile, twoPeople } from "./people";

const RUNS = Number(process.env.PEAL_RUNS ?? 10);
const STILL_RUNS = 3;
/** Long enough for everybody to be back, and for their pictures to be as they were. */
const AFTER_MS = 12_000;
/** Until a node that was started again gets rooms again. */
const SETTLE_MS = 3_000;

/**
 * Kills the SFU node that has the call, again and again, and measures what one person sees of the other: the longest freeze of the picture, and
 * the longest silence in a tone that never stops. The node comes back, and the call is on the other one meanwhile.
 */
export async function benchNodes(): Promise<Figure[]> {
  const town = await startTown({ nodes: 2 });
  const browser = await launchBrowser();
  const open = async (who: Profile): Promise<Page> => {
    const context = await openContext(browser, {
      storageState: await who.context.storageState(),
      bypassCSP: true,
    });
    await context.grantPermissions(["camera", "microphone"]);
    await watchWire(context);
    await watchFirstFrames(context);
    await watchGaps(context);
    await sendTone(context);
    const page = await context.newPage();
    await page.goto(town.url);
    return page;
  };
  try {
    const [ana, bo] = await twoPeople(town.url);
    const [watcher, other] = [await open(ana), await open(bo)];
    await watcher.goto(`${town.url}/contacts/${bo.handle}`);
    await watcher.getByRole("main").getByRole("button", { name: "Video call", exact: true }).click();
    await press(other, "Answer with video");
    await watcher.getByRole("group", { name: "Bo", exact: true }).waitFor();
    await pause(5_000);

    const watch = async (act: () => Promise<unknown>): Promise<Gaps> => {
      await beginGaps(watcher, "Bo");
      await pause(500);
      await act();
      await pause(AFTER_MS);
      return await endGaps(watcher);
    };
    const still: Gaps[] = [];
    for (let run = 0; run < STILL_RUNS; run++) still.push(await watch(async () => {}));
    const killed: Gaps[] = [];
    for (let run = 0; run < RUNS; run++) {
      let revive = async () => {};
      killed.push(await watch(async () => (revive = await town.killBusyNode())));
      if (process.env.PEAL_EACH === "1") console.log(JSON.stringify(killed.at(-1)));
      await revive();
      await pause(SETTLE_MS);
    }
    const reference = (of: (gaps: Gaps) => number) =>
      `no node killed: ${Math.round(quantile(still.map(of), 0.5))} ms`;
    return [
      timed(
        "a node is killed: longest freeze of the picture, as another person sees it",
        killed.map(({ freezeMs }) => freezeMs),
        "≤ 3,000 ms",
        reference(({ freezeMs }) => freezeMs),
      ),
      timed(
        "a node is killed: longest silence",
        killed.map(({ silenceMs }) => silenceMs),
        "–",
        reference(({ silenceMs }) => silenceMs),
      ),
    ];
  } finally {
    await browser.close();
    await town.stop();
  }
}

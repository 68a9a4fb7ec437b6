import type { Browser, Page } from "@playwright/test";
import type { Stack } from "../e2e/stack";
import { launchBrowser, openContext, openPage, press } from "./browser";
import { type Figure, timed } from "./figures";
import { clickedAt, firstFrameAt, forgetFrames } from "./first-frames";
import { type Profile, signUp } from "./people";

const JOINS = Number(process.env.PEAL_BENCH_JOINS ?? 200);

const open = async (browser: Browser, url: string, who: Profile): Promise<Page> =>
  await openPage(await openContext(browser, { storageState: await who.context.storageState() }), url);

/** One call of all three, so that it goes on while one of them is out of it. */
async function callBoth(page: Page): Promise<void> {
  await page.goto(new URL("/contacts", page.url()).href);
  await press(page, "New group call");
  const dialog = page.getByRole("dialog", { name: "New group call" });
  for (const name of ["Bo", "Cy"])
    await dialog.getByRole("checkbox", { name, exact: true }).check({ force: true });
  await dialog.getByRole("button", { name: "Video call", exact: true }).click();
}

/** Three contacts of each other. */
async function threePeople(url: string): Promise<[Profile, Profile, Profile]> {
  const [ana, bo, cy] = [await signUp(url, "Ana"), await signUp(url, "Bo"), await signUp(url, "Cy")];
  for (const [one, other] of [
    [ana, bo],
    [ana, cy],
    [bo, cy],
  ] as const) {
    await one.api.requestContact(other.id);
    await other.api.acceptContact(one.id);
  }
  return [ana, bo, cy];
}

/**
 * Somebody goes into a running call and out of it again, many times in a row: each time with a new admission, new keys and a new
 * connection. A join has succeeded when both see each other within 20 s.
 */
export async function benchJoins({ url }: Stack): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const [ana, bo, cy] = await threePeople(url);
    const [host, guest, third] = [
      await open(browser, url, ana),
      await open(browser, url, bo),
      await open(browser, url, cy),
    ];
    await callBoth(host);
    await press(third, "Answer");
    await press(guest, "Answer with video");
    await firstFrameAt(guest, "Ana");
    const [sees, isSeen, failed]: [number[], number[], string[]] = [[], [], []];
    for (let join = 0; join < JOINS; join++) {
      await press(guest, "End call");
      // The end of a call offers it, and the page beneath may, too.
      const again = guest.getByRole("button", { name: "Join", exact: true }).first();
      await again.waitFor();
      await Promise.all([forgetFrames(host), forgetFrames(guest)]);
      await again.click();
      try {
        const [saw, seen] = await Promise.all([firstFrameAt(guest, "Ana"), firstFrameAt(host, "Bo")]);
        const tapped = await clickedAt(guest);
        sees.push(saw - tapped);
        isSeen.push(seen - tapped);
      } catch (error) {
        failed.push(String(error).split("\n")[0] ?? "");
        if (!(await guest.getByRole("button", { name: "End call", exact: true }).isVisible())) break;
      }
    }
    for (const reason of failed) console.log(`a join failed: ${reason}`);
    const tried = sees.length + failed.length;
    const share = `${((sees.length / JOINS) * 100).toFixed(1)} % (${sees.length} of ${JOINS}, ${tried} tried)`;
    return [
      { what: "joins in a row that succeed", figure: share, bar: "> 99 %", reference: "" },
      timed("join → first remote picture", sees, "≤ 400 ms, p95 ≤ 700 ms", ""),
      timed("join → the others see who joined", isSeen, "none", ""),
    ];
  } finally {
    await browser.close();
  }
}

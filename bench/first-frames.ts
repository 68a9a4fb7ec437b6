import type { BrowserContext, Page } from "@playwright/test";

type Frames = { clickedAt: number; byTile: Record<string, number> };

/**
 * Notes in every page of a context when a button was last pressed and when each tile's `<video>` showed its first
 * frame, on the clock that all pages of one browser share.
 */
export async function watchFirstFrames(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const frames: Frames = { clickedAt: 0, byTile: {} };
    const now = () => performance.timeOrigin + performance.now();
    const seen = new WeakSet<HTMLVideoElement>();
    const watch = (video: HTMLVideoElement) => {
      if (seen.has(video)) return;
      seen.add(video);
      video.requestVideoFrameCallback(() => {
        const tile = video.closest("[role=group]");
        const name =
          tile?.ariaLabel ??
          document.getElementById(tile?.getAttribute("aria-labelledby") ?? "")?.textContent;
        if (name) frames.byTile[name] ??= now();
      });
    };
    addEventListener("click", () => (frames.clickedAt = now()), true);
    new MutationObserver(() => {
      for (const video of document.querySelectorAll("video")) watch(video);
    }).observe(document, { subtree: true, childList: true });
    Object.assign(window, { __frames: frames });
  });
}

const read = (page: Page) => page.evaluate(() => (window as unknown as { __frames: Frames }).__frames);

/** When the last click was, on the shared clock, in ms. */
export const clickedAt = async (page: Page) => (await read(page)).clickedAt;

/** When the first frame of a person was seen, in ms. Waits for it, 20 s at most. */
export async function firstFrameAt(page: Page, name: string): Promise<number> {
  await page.waitForFunction(
    (wanted) => (window as unknown as { __frames: Frames }).__frames.byTile[wanted],
    name,
    { timeout: 20_000, polling: 50 },
  );
  return (await read(page)).byTile[name] ?? Number.NaN;
}

/** Forgets the frames so far. */
export async function forgetFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { __frames: Frames }).__frames.byTile = {};
  });
}

import type { BrowserContext, Page } from "@playwright/test";

/** Notes what the pages of a context play with oscillators: the pitch of each stroke, in Hz. */
export async function watchTones(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const strokes: number[] = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      strokes.push(Math.round(this.frequency.value));
      start.call(this, when);
    };
    Object.assign(window, { __strokes: strokes });
  });
}

/** The pitches that a page has struck so far, each once. */
export const pitchesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...new Set((window as unknown as { __strokes?: number[] }).__strokes ?? [])]);

/** How often a page has struck so far. */
export const strokesOf = (page: Page): Promise<number> =>
  page.evaluate(() => ((window as unknown as { __strokes?: number[] }).__strokes ?? []).length);

/** What tells the tones apart: a pitch of each. Ringback and busy have that of the line. */
export const pitches = { bell: 659, knock: 330, line: 425 };

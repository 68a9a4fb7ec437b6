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

/** What tells the tones apart: a pitch of each. */
export const pitches = { bell: 659, chime: 523, knock: 330, ringback: 425 };

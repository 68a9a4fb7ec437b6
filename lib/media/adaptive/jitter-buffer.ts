/** How long sound waits before it is played, so that late packets are still of use; for one person. */
export type JitterBuffer = { targetMs: number; goodMs: number };

/** Bounds of M2, in ms. */
export const LEAST_MS = 20;
export const MOST_MS = 200;
const UP_BY_MS = 20;
const DOWN_BY_MS = 20;
const DOWN_AFTER_MS = 4_000;
/** Shares of sound that was made up: from the first on one hears it, up to the second all is well. */
export const HEARD = 0.01;
export const UNHEARD = 0.002;

/** The lowest first. */
export const newJitterBuffer: JitterBuffer = { targetMs: LEAST_MS, goodMs: 0 };

/** Raised at once when sound had to be made up, and lowered by little after each 4 s of none. Null: nothing was played. */
export function buffered(buffer: JitterBuffer, concealed: number | null, spanMs: number): JitterBuffer {
  if (concealed === null) return buffer;
  if (concealed >= HEARD) return { targetMs: Math.min(buffer.targetMs + UP_BY_MS, MOST_MS), goodMs: 0 };
  if (concealed > UNHEARD) return { ...buffer, goodMs: 0 };
  const goodMs = buffer.goodMs + spanMs;
  if (goodMs < DOWN_AFTER_MS) return { ...buffer, goodMs };
  return { targetMs: Math.max(buffer.targetMs - DOWN_BY_MS, LEAST_MS), goodMs: 0 };
}

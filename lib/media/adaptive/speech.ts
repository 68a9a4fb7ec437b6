/** How one's own speech is sent: in short packets, or in long ones of few bits where a way bears no more. */
export type Speech = {
  isSparse: boolean;
  /** For how long it was bad without a break, or good. */
  badMs: number;
  goodMs: number;
  /** Since the last change. */
  restedMs: number;
  /** How long all must be well before short packets are tried again. */
  waitMs: number;
};

/** What shows how one's own speech reaches the others. */
export type Reaching = {
  /** Share that did not reach the SFU, from 0 to 1; null while none is sent. */
  lost: number | null;
  /** Everybody who is there has a bad network, by the SFU's word. */
  isPoor: boolean;
  /** Nobody's network is quite good, by the same word. */
  isFair: boolean;
  /** Everybody is heard with holes. */
  isBroken: boolean;
  /** Somebody takes the picture that is sent; null where none is. */
  isSeen: boolean | null;
};

/** With so much a way is full: a far radio loses less. */
export const CRAMPED_LOSS = 0.2;
/** One look may be chance. */
export const CRAMPED_MS = 2_000;
export const LEAST_WAIT_MS = 10_000;
export const MOST_WAIT_MS = 80_000;
/** Short packets that were lost again within this time were tried too soon. */
export const SOON_MS = 10_000;
const GOOD_LOSS = 0.03;

export const newSpeech: Speech = {
  isSparse: false,
  badMs: 0,
  goodMs: 0,
  restedMs: SOON_MS,
  waitMs: LEAST_WAIT_MS,
};

/**
 * One look at how one's own speech reaches the others. Nobody knows whether a way that bears long packets bears short ones: that is tried,
 * after twice the time each time that it fails.
 */
export function spoken(speech: Speech, reaching: Reaching, spanMs: number): Speech {
  const now = { ...speech, restedMs: speech.restedMs + spanMs };
  if (reaching.lost === null) return now;
  return speech.isSparse ? sparse(now, isGood(reaching), spanMs) : dense(now, isBad(reaching), spanMs);
}

/** Who has a bad network and takes no picture any more has no room for one; who hides it has a good one, or takes it. */
function isBad({ lost, isPoor, isFair, isBroken, isSeen }: Reaching): boolean {
  const isCramped = isSeen === false && (isFair || isBroken);
  return (lost ?? 0) >= CRAMPED_LOSS || (isPoor && isSeen !== true) || isCramped;
}
const isGood = ({ lost, isPoor, isSeen }: Reaching) => (lost ?? 0) < GOOD_LOSS && !isPoor && isSeen !== false;

function dense(speech: Speech, bad: boolean, spanMs: number): Speech {
  if (!bad) return { ...speech, badMs: 0 };
  const badMs = speech.badMs + spanMs;
  if (badMs < CRAMPED_MS) return { ...speech, badMs };
  const waitMs = speech.restedMs <= SOON_MS ? Math.min(speech.waitMs * 2, MOST_WAIT_MS) : LEAST_WAIT_MS;
  return { isSparse: true, badMs: 0, goodMs: 0, restedMs: 0, waitMs };
}

function sparse(speech: Speech, good: boolean, spanMs: number): Speech {
  const goodMs = good ? speech.goodMs + spanMs : 0;
  if (goodMs < speech.waitMs) return { ...speech, goodMs };
  return { ...speech, isSparse: false, badMs: 0, goodMs: 0, restedMs: 0 };
}

import { type Level, stepped } from "./level";

/** How one way of a connection does. Null where nothing tells. */
export type Weather = {
  /** What it bears, in kbit/s. */
  kbps: number | null;
  /** Shares from 0 to 1: of packets that were lost, and of sound that was made up for them (silence apart). */
  loss: number | null;
  concealed: number | null;
  roundTripMs: number | null;
};

/** Where one way stands. A new one is at the top. */
export type Ladder = {
  level: Level;
  /** For how long all has been well. */
  goodMs: number;
  /** Since the last step, up or down. */
  restedMs: number;
  /** For how long it has been under the floor. */
  underMs: number;
  /** It has just come up from nothing, and must prove itself. */
  isTrial: boolean;
  /** The shortest round trip so far: what is longer by much waits in a queue. */
  shortestMs: number | null;
};

/** Under this no picture is worth its bits (M2). */
export const FLOOR_KBPS = 150;
/** Under this neither, where packets are lost and late too. */
export const POOR_KBPS = 500;
export const POOR_LOSS = 0.08;
export const POOR_MS = 200;
/** From here on sound suffers: picture gives way. */
export const BAD_LOSS = 0.05;
export const BAD_CONCEALED = 0.03;
/** As long as this all must be well before a step up (M2). */
export const UP_AFTER_MS = 10_000;
/** Nobody knows what a way bears on which nothing flows: that is seen this long after the picture is back. */
export const TRIAL_MS = 5_000;
/** An estimate may fall for a moment that is no network: two looks are asked. */
export const UNDER_MS = 2_000;
/** A step down shows in the figures after this. */
export const DOWN_AGAIN_MS = 2_000;
const GOOD_LOSS = 0.03;
const GOOD_CONCEALED = 0.01;
const QUEUE_MS = 200;

export const newLadder: Ladder = {
  level: "high",
  goodMs: 0,
  restedMs: DOWN_AGAIN_MS,
  underMs: 0,
  isTrial: false,
  shortestMs: null,
};

/** One look at the weather, `spanMs` after the last: down at once, and up one step after 10 s of good. */
export function climb(ladder: Ladder, weather: Weather, spanMs: number): Ladder {
  const now = rested(ladder, weather, spanMs);
  if (now.level !== "none" && isUnderFloor(now, weather)) return stand(now, "none");
  if (now.underMs > 0) return { ...now, goodMs: 0 };
  if (isBad(weather)) return fall(now);
  if (!isGood(now, weather)) return now;
  const goodMs = now.goodMs + spanMs;
  if (goodMs < UP_AFTER_MS || now.level === "high") return { ...now, goodMs };
  return { ...stand(now, stepped(now.level, 1)), isTrial: now.level === "none" };
}

function rested(ladder: Ladder, { kbps, roundTripMs }: Weather, spanMs: number): Ladder {
  const restedMs = ladder.restedMs + spanMs;
  const isTrial = ladder.isTrial && restedMs < TRIAL_MS;
  const isUnder = ladder.level !== "none" && !isTrial && kbps !== null && kbps < FLOOR_KBPS;
  const shortestMs = Math.min(ladder.shortestMs ?? Infinity, roundTripMs ?? Infinity);
  return {
    ...ladder,
    restedMs,
    isTrial,
    underMs: isUnder ? ladder.underMs + spanMs : 0,
    shortestMs: Number.isFinite(shortestMs) ? shortestMs : null,
  };
}

const stand = (ladder: Ladder, level: Level): Ladder => ({
  ...ladder,
  level,
  goodMs: 0,
  restedMs: 0,
  underMs: 0,
  isTrial: false,
});

function fall(ladder: Ladder): Ladder {
  // A trial that hurts the sound is over at once.
  if (ladder.isTrial) return stand(ladder, "none");
  const mayFall = ladder.restedMs >= DOWN_AGAIN_MS && (ladder.level === "high" || ladder.level === "middle");
  return mayFall ? stand(ladder, stepped(ladder.level, -1)) : { ...ladder, goodMs: 0 };
}

function isUnderFloor({ underMs }: Ladder, { kbps, loss, roundTripMs }: Weather): boolean {
  const isLostAndLate = (loss ?? 0) >= POOR_LOSS && (roundTripMs ?? 0) >= POOR_MS;
  return underMs >= UNDER_MS || (kbps !== null && kbps < POOR_KBPS && isLostAndLate);
}

const isBad = ({ loss, concealed }: Weather) => (loss ?? 0) >= BAD_LOSS || (concealed ?? 0) >= BAD_CONCEALED;

function isGood({ shortestMs }: Ladder, { loss, concealed, roundTripMs }: Weather): boolean {
  const isQueued = shortestMs !== null && (roundTripMs ?? 0) >= shortestMs + QUEUE_MS;
  return (loss ?? 0) < GOOD_LOSS && (concealed ?? 0) < GOOD_CONCEALED && !isQueued;
}

import { type Level, stepped } from "./level";

/** How one way of a connection does. Null where nothing tells. */
export type Weather = {
  /** What it bears, in kbit/s. */
  kbps: number | null;
  /**
   * Shares from 0 to 1: of packets that were lost on the way, of packets of sound that never came though they were asked for again, and of
   * sound that was made up for them (silence apart).
   */
  loss: number | null;
  soundLoss: number | null;
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
  /** It has just come up, and must prove itself. */
  isTrial: boolean;
  /** The last trial failed: what it has done to the way is over after a while. */
  hasFailed: boolean;
  /** How long all must be well before a step up: longer where the last one was too much. */
  waitMs: number;
  /** The shortest round trip so far: what is longer by much waits in a queue. */
  shortestMs: number | null;
};

/** Under this no picture is worth its bits (M2). */
export const FLOOR_KBPS = 150;
/** Under this neither, where packets are lost and late too. */
export const POOR_KBPS = 500;
export const POOR_LOSS = 0.08;
export const POOR_MS = 200;
/** From here on sound suffers, though what is lost of it is sent again: picture gives way. */
export const BAD_LOSS = 0.05;
export const BAD_CONCEALED = 0.03;
/** As long as this all must be well before a step up (M2), and this at most after steps that failed. */
export const UP_AFTER_MS = 10_000;
export const MOST_WAIT_MS = 80_000;
/** Nobody knows what a way bears that is not sent: that is seen this long after a step up. */
export const TRIAL_MS = 5_000;
/** A queue that a trial has filled has gone, and its losses are no longer counted. */
export const SETTLED_MS = 4_000;
/** An estimate may fall for a moment that is no network: two looks are asked. */
export const UNDER_MS = 2_000;
/** A step down shows in the figures after this. */
export const DOWN_AGAIN_MS = 2_000;
const GOOD_LOSS = 0.03;
const GOOD_CONCEALED = 0.01;
const QUEUE_MS = 200;
/** Packets that are late, and some of them lost: the way is full. */
const QUEUED_LOSS = 0.01;

export const newLadder: Ladder = {
  level: "high",
  goodMs: 0,
  restedMs: DOWN_AGAIN_MS,
  underMs: 0,
  isTrial: false,
  hasFailed: false,
  waitMs: UP_AFTER_MS,
  shortestMs: null,
};

/**
 * One look at the weather, `spanMs` after the last: down at once, and up one step after 10 s of good. A step up that is too much is taken
 * back, and the next comes after twice the time; but for the one from nothing, since people without a picture wait for it.
 */
export function climb(ladder: Ladder, weather: Weather, spanMs: number): Ladder {
  const now = rested(ladder, weather, spanMs);
  if (now.isTrial && isTooMuch(now, weather)) return fail(now);
  if (now.hasFailed && now.level !== "none" && now.restedMs < SETTLED_MS) return { ...now, goodMs: 0 };
  if (now.level !== "none" && (now.underMs >= UNDER_MS || isPoor(weather))) return stand(now, "none");
  if (now.underMs > 0) return { ...now, goodMs: 0 };
  if (isBad(now, weather)) return fall(now);
  return isGood(now, weather) ? rise(now, spanMs) : now;
}

function rise(ladder: Ladder, spanMs: number): Ladder {
  const goodMs = ladder.goodMs + spanMs;
  if (goodMs < ladder.waitMs || ladder.level === "high") return { ...ladder, goodMs };
  return { ...stand(ladder, stepped(ladder.level, 1)), isTrial: true };
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
    waitMs: ladder.isTrial && !isTrial ? UP_AFTER_MS : ladder.waitMs,
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
  hasFailed: false,
});

function fail(ladder: Ladder): Ladder {
  const waitMs = ladder.level === "low" ? UP_AFTER_MS : Math.min(ladder.waitMs * 2, MOST_WAIT_MS);
  return { ...stand(ladder, stepped(ladder.level, -1)), hasFailed: true, waitMs };
}

function fall(ladder: Ladder): Ladder {
  const mayFall = ladder.restedMs >= DOWN_AGAIN_MS && (ladder.level === "high" || ladder.level === "middle");
  return mayFall ? stand(ladder, stepped(ladder.level, -1)) : { ...ladder, goodMs: 0 };
}

/** A larger picture that fills a queue delays the sound; the first one does so for a moment on any narrow way. */
const isTooMuch = (ladder: Ladder, weather: Weather) =>
  isBad(ladder, weather) || isPoor(weather) || (ladder.level !== "low" && isQueued(ladder, weather));

const isPoor = ({ kbps, loss, roundTripMs }: Weather) =>
  kbps !== null && kbps < POOR_KBPS && (loss ?? 0) >= POOR_LOSS && (roundTripMs ?? 0) >= POOR_MS;

function isBad(ladder: Ladder, weather: Weather): boolean {
  const { soundLoss, concealed } = weather;
  const mostLoss = isQueued(ladder, weather) ? QUEUED_LOSS : BAD_LOSS;
  return (soundLoss ?? 0) >= mostLoss || (concealed ?? 0) >= BAD_CONCEALED;
}

const isQueued = ({ shortestMs }: Ladder, { roundTripMs }: Weather) =>
  shortestMs !== null && (roundTripMs ?? 0) >= shortestMs + QUEUE_MS;

function isGood(ladder: Ladder, weather: Weather): boolean {
  const { soundLoss, concealed } = weather;
  const isStill = (soundLoss ?? 0) < GOOD_LOSS && (concealed ?? 0) < GOOD_CONCEALED;
  return isStill && !isQueued(ladder, weather);
}

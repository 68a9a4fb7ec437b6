import ICAL from "ical.js";
import { momentOf, wallTime } from "../../lib/pure/zoned-time";
import type { Repeats } from "./contract";

/** When a meeting is, in UTC epoch ms, with what makes it repeat on the clocks of its time zone. */
export type Schedule = { startsAt: number; minutes: number; timeZone: string; rrule: string | null };
export type Occurrence = { startsAt: number; endsAt: number };

/** So many occurrences are looked at: one each day for 27 years. */
const MOST_STEPS = 10_000;
const MINUTE_MS = 60_000;
/** No clock is further from UTC than this. */
const FURTHEST_MS = 26 * 60 * MINUTE_MS;

/** The value of an RRULE (RFC 5545, 3.3.10); null for what happens once. */
export function rruleOf(repeats: Repeats | null | undefined): string | null {
  if (!repeats) return null;
  const { frequency, interval, count } = repeats;
  const parts = {
    daily: "FREQ=DAILY",
    weekdays: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    weekly: "FREQ=WEEKLY",
    monthly: "FREQ=MONTHLY",
  };
  const every = interval > 1 ? `;INTERVAL=${interval}` : "";
  return `${parts[frequency]}${every}${count ? `;COUNT=${count}` : ""}`;
}

/** The opposite, for the form in which it is changed. */
export function repeatsOf(rrule: string | null): Repeats | null {
  if (!rrule) return null;
  const recur = ICAL.Recur.fromString(rrule);
  const isWeekdays = recur.freq === "WEEKLY" && rrule.includes("BYDAY=");
  const frequency = isWeekdays ? "weekdays" : (recur.freq.toLowerCase() as Repeats["frequency"]);
  return { frequency, interval: recur.interval, ...(recur.count ? { count: recur.count } : {}) };
}

/** The starts of a meeting, the first one first, that end after `from`; all in epoch ms. */
export function* occurrences(schedule: Schedule, from = Number.NEGATIVE_INFINITY): Generator<Occurrence> {
  const { startsAt, minutes, timeZone, rrule } = schedule;
  const lastsMs = minutes * MINUTE_MS;
  if (!rrule) {
    if (startsAt + lastsMs > from) yield { startsAt, endsAt: startsAt + lastsMs };
    return;
  }
  const wall = ICAL.Time.fromDateTimeString(wallTime(startsAt, timeZone));
  const steps = ICAL.Recur.fromString(rrule).iterator(wall);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = steps.next();
    if (!next) return;
    const shown = next.toString();
    // Only those that may count are worth asking the time zone.
    if (Date.parse(`${shown}Z`) + FURTHEST_MS + lastsMs <= from) continue;
    const at = momentOf(shown, timeZone);
    if (at + lastsMs > from) yield { startsAt: at, endsAt: at + lastsMs };
  }
}

/** The occurrence that runs at a moment or comes next; null when all are over. */
export const occurrenceAt = (schedule: Schedule, now: number): Occurrence | null =>
  occurrences(schedule, now).next().value ?? null;

/** When the last occurrence ends; null where there is no last one. */
export function lastEnd(schedule: Schedule): number | null {
  const { rrule, startsAt, minutes } = schedule;
  if (!rrule) return startsAt + minutes * MINUTE_MS;
  if (!rrule.includes("COUNT=")) return null;
  let end: number | null = null;
  for (const one of occurrences(schedule)) end = one.endsAt;
  return end;
}

import ICAL from "ical.js";
import { momentOf, wallTime } from "../../lib/pure/zoned-time";
import type { OccurrenceChange, OtherSeries, Repeats } from "./contract";

/** When a meeting is, in UTC epoch ms, with what makes it repeat on the clocks of its time zone, and what is different of single ones. */
export type Schedule = {
  startsAt: number;
  minutes: number;
  timeZone: string;
  rrule: string | null;
  changes: readonly OccurrenceChange[];
  /** The series beside this one; those that are cancelled do not happen. */
  otherSeries?: readonly OtherSeries[];
};
/** In epoch ms. `usualStart` is when it begins by the rule, on the clocks of the time zone; `topic` is null where it is the meeting's. */
export type Occurrence = { startsAt: number; endsAt: number; usualStart: string; topic: string | null };

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

const minuteOf = (wall: string): string => wall.slice(0, 16);

/** The occurrences of a meeting as they really are, by their starts, that end after `from`; all in epoch ms. */
export function* occurrences(schedule: Schedule, from = Number.NEGATIVE_INFINITY): Generator<Occurrence> {
  const changed = new Set(schedule.changes.map(({ usualStart }) => usualStart));
  const own = schedule.changes
    .filter(({ isCancelled }) => !isCancelled)
    .map(occurrenceOf)
    .filter(({ endsAt }) => endsAt > from)
    .toSorted((a, b) => a.startsAt - b.startsAt);
  for (const usual of byRules(schedule, from)) {
    while (own[0] && own[0].startsAt <= usual.startsAt) yield* own.splice(0, 1);
    if (!changed.has(usual.usualStart)) yield usual;
  }
  yield* own;
}

const occurrenceOf = ({ startsAt, minutes, usualStart, topic }: OccurrenceChange): Occurrence => ({
  startsAt,
  endsAt: startsAt + minutes * MINUTE_MS,
  usualStart,
  topic,
});

/** What makes one series: its topic is null where it is the meeting's. */
type Rule = Pick<Schedule, "startsAt" | "minutes" | "timeZone" | "rrule"> & { topic?: string };

/** The series that happen, the newest one last. */
const rulesOf = (schedule: Schedule): Rule[] => [
  ...(schedule.otherSeries ?? []).filter(({ isCancelled }) => !isCancelled),
  schedule,
];

/** The same as the rules have them, whatever was changed of single ones. */
function* byRules(schedule: Schedule, from = Number.NEGATIVE_INFINITY): Generator<Occurrence> {
  const waiting = rulesOf(schedule).flatMap((rule) => {
    const steps = byRule(rule, from);
    const { value } = steps.next();
    return value ? [{ steps, next: value }] : [];
  });
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.next.startsAt - b.next.startsAt);
    const [first] = waiting;
    if (!first) return;
    yield first.next;
    const { value } = first.steps.next();
    if (value) first.next = value;
    else waiting.shift();
  }
}

function* byRule(rule: Rule, from: number): Generator<Occurrence, undefined> {
  const { startsAt, minutes, timeZone, rrule, topic = null } = rule;
  const lastsMs = minutes * MINUTE_MS;
  const one = (at: number, wall: string) => ({
    startsAt: at,
    endsAt: at + lastsMs,
    usualStart: minuteOf(wall),
    topic,
  });
  if (!rrule) {
    if (startsAt + lastsMs > from) yield one(startsAt, wallTime(startsAt, timeZone));
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
    if (at + lastsMs > from) yield one(at, shown);
  }
}

/** The occurrence that runs at a moment or comes next; null when all are over. */
export const occurrenceAt = (schedule: Schedule, now: number): Occurrence | null =>
  occurrences(schedule, now).next().value ?? null;

/** The occurrence that begins at that time by the rule, as the rule has it; null where none does. */
export function usualOccurrence(schedule: Schedule, usualStart: string): Occurrence | null {
  for (const rule of rulesOf(schedule)) {
    const at = momentOf(usualStart, rule.timeZone);
    for (const one of byRule(rule, at)) {
      if (one.usualStart === usualStart) return one;
      if (one.startsAt > at) break;
    }
  }
  return null;
}

/** How many occurrences a series has before a moment (epoch ms), and when the last of them begins. */
export function occurrencesBefore(rule: Rule, before: number): { count: number; lastStart: number | null } {
  let [count, lastStart]: [number, number | null] = [0, null];
  for (const { startsAt } of byRule(rule, Number.NEGATIVE_INFINITY)) {
    if (startsAt >= before) break;
    [count, lastStart] = [count + 1, startsAt];
  }
  return { count, lastStart };
}

/** When the last occurrence ends; null where there is no last one. Where all are cancelled: when it would have been. */
export function lastEnd(schedule: Schedule): number | null {
  if (rulesOf(schedule).some(({ rrule }) => rrule && !rrule.includes("COUNT="))) return null;
  const ends = (all: Iterable<Occurrence>) => Array.from(all, ({ endsAt }) => endsAt);
  const real = ends(occurrences(schedule));
  return Math.max(...(real.length > 0 ? real : ends(byRules(schedule))));
}

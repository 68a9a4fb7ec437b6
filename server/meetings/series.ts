import type { Meeting } from "./access";
import type { OtherSeries } from "./contract";
import { occurrenceAt, occurrencesBefore, type Schedule, usualOccurrence } from "./occurrences";

/** The columns of a meeting of which its series are made. */
type Parts = Pick<
  Meeting,
  | "startsAt"
  | "minutes"
  | "timeZone"
  | "rrule"
  | "topic"
  | "changes"
  | "otherSeries"
  | "seriesNumber"
  | "seriesSequence"
  | "cancelledAt"
  | "updatedAt"
>;

/** A rule that ends after so many times; null for once. */
const countedRule = (rrule: string, count: number): string | null =>
  count === 1 ? null : `${endless(rrule)};COUNT=${count}`;
const endless = (rrule: string): string => rrule.replace(/;COUNT=\d+/, "");

/** How often a rule happens; null for ever. */
const countOf = (rrule: string | null): number | null =>
  rrule ? Number(/COUNT=(\d+)/.exec(rrule)?.[1] ?? 0) || null : 1;

/** The rule of what is left of a series after so many times, with all of the series after it: it goes on as the first one did. */
export function ruleOfRest(series: OtherSeries, done: number, after: readonly OtherSeries[]): string | null {
  const rules = [series.rrule, ...after.map(({ rrule }) => rrule)];
  const pattern = rules.find((rrule) => rrule !== null) ?? null;
  const counts = rules.map(countOf);
  if (pattern === null) return null;
  if (counts.includes(null)) return endless(pattern);
  return countedRule(
    pattern,
    counts.reduce<number>((sum, count) => sum + (count ?? 0), -done),
  );
}

/** A series without what it has from a moment on (epoch ms); one that has nothing before it is cancelled. */
export function endedBefore(one: OtherSeries, before: number, sequence: number): OtherSeries {
  if (one.isCancelled) return one;
  const { count } = occurrencesBefore(one, before);
  if (count === 0) return { ...one, isCancelled: true, sequence };
  const most = countOf(one.rrule);
  if (!one.rrule || (most !== null && count >= most)) return one;
  return { ...one, rrule: countedRule(one.rrule, count), sequence };
}

/** A meeting as if it had one of its series alone, for each, the newest one last. Times and what is different are that one's. */
export function eachSeries<Shown extends Omit<Parts, "seriesSequence">>(meeting: Shown): Shown[] {
  const { otherSeries } = meeting;
  if (otherSeries.length === 0) return [meeting];
  const others = otherSeries.map((one) => ({
    ...meeting,
    startsAt: new Date(one.startsAt),
    minutes: one.minutes,
    timeZone: one.timeZone,
    rrule: one.rrule,
    topic: one.topic,
    seriesNumber: one.number,
    seriesSequence: one.sequence,
    otherSeries: [],
    changes: one.isCancelled ? [] : changesOf(meeting, one),
    cancelledAt: one.isCancelled ? (meeting.cancelledAt ?? meeting.updatedAt) : meeting.cancelledAt,
  }));
  const taken = new Set(others.flatMap(({ changes }) => changes));
  const changes = meeting.changes.filter((one) => !taken.has(one));
  return [...others, { ...meeting, otherSeries: [], changes }];
}

const changesOf = ({ changes }: Pick<Parts, "changes">, one: OtherSeries) =>
  changes.filter(({ usualStart }) => usualOccurrence({ ...one, changes: [] }, usualStart));

/** The newest series as another one will have it beside itself. */
export function asOther(meeting: Parts, schedule: Schedule): OtherSeries {
  const { startsAt, minutes, timeZone, rrule } = schedule;
  const { seriesNumber: number, seriesSequence: sequence, topic } = meeting;
  return { number, startsAt, minutes, timeZone, rrule, topic, isCancelled: false, sequence };
}

/** Whether some of it is still to come. */
export const isToCome = (schedule: Schedule | null, now: number): boolean =>
  schedule !== null && occurrenceAt(schedule, now) !== null;

import { isCalendarTime, momentOf } from "../../lib/pure/zoned-time";
import { refuse } from "../errors";
import type { Meeting } from "./access";
import { LINK_KEPT_MS, type MeetingTimes } from "./contract";
import {
  lastEnd,
  type Occurrence,
  occurrenceAt,
  occurrences,
  rruleOf,
  type Schedule,
  usualOccurrence,
} from "./occurrences";
import { endedBefore } from "./series";

/** The columns of a meeting that say when it is. `now` is the database's time, in epoch ms. */
export type TimeColumns = Pick<
  Meeting,
  "startsAt" | "minutes" | "timeZone" | "rrule" | "changes" | "otherSeries" | "endsAt" | "expiresAt"
>;

/** The columns of a meeting without times: its link is good for a while. */
export const untimed = (now: number): TimeColumns => ({
  startsAt: null,
  minutes: null,
  timeZone: null,
  rrule: null,
  changes: [],
  otherSeries: [],
  endsAt: null,
  expiresAt: new Date(now + LINK_KEPT_MS),
});

/**
 * The columns of a scheduled one. What was changed of single occurrences of `old` stays where they still are occurrences on the same
 * clocks; its other series end before the first occurrence. Refuses with `meeting_in_past` or `bad_input`.
 */
export function timed(
  times: MeetingTimes,
  now: number,
  old: Pick<Meeting, "timeZone" | "changes" | "otherSeries" | "sequence"> = NOTHING,
): TimeColumns {
  const { startsAt: wall, minutes, timeZone } = times;
  if (!isCalendarTime(wall)) refuse({ code: "bad_input", field: "times.startsAt" });
  const rrule = rruleOf(times.repeats);
  const asked: Schedule = { startsAt: momentOf(wall, timeZone), minutes, timeZone, rrule, changes: [] };
  // A meeting of weekdays that is asked for from a Sunday on begins on Monday.
  const first = occurrences(asked).next().value;
  if (!first) refuse({ code: "bad_input", field: "times.repeats" });
  const whole = { ...asked, startsAt: first.startsAt };
  const otherSeries = old.otherSeries.map((one) => endedBefore(one, first.startsAt, old.sequence + 1));
  const isKept = rrule !== null && old.timeZone === timeZone;
  const changes = old.changes.filter(
    ({ usualStart }) =>
      (isKept && usualOccurrence(whole, usualStart)) ||
      otherSeries.some((one) => !one.isCancelled && usualOccurrence({ ...one, changes: [] }, usualStart)),
  );
  const schedule = { ...whole, changes, otherSeries };
  if (!occurrenceAt(schedule, now)) refuse({ code: "meeting_in_past" });
  const columns = { minutes, timeZone, rrule, changes, otherSeries };
  return { startsAt: new Date(first.startsAt), ...columns, ...endOf(schedule) };
}
const NOTHING = { timeZone: null, changes: [], otherSeries: [], sequence: 0 };

/** The columns that say how long a schedule and its link last. */
export function endOf(schedule: Schedule): Pick<TimeColumns, "endsAt" | "expiresAt"> {
  const end = lastEnd(schedule);
  return {
    endsAt: end === null ? null : new Date(end),
    expiresAt: end === null ? null : new Date(end + LINK_KEPT_MS),
  };
}

/** When a meeting is; null for one without times. */
export function scheduleOf(
  meeting: Pick<Meeting, "startsAt" | "minutes" | "timeZone" | "rrule" | "changes" | "otherSeries">,
): Schedule | null {
  const { startsAt, minutes, timeZone, rrule, changes, otherSeries } = meeting;
  if (!startsAt || minutes === null || timeZone === null) return null;
  return { startsAt: startsAt.getTime(), minutes, timeZone, rrule, changes, otherSeries };
}

/** Whether there is more than one occurrence by its rules. */
export const isRepeating = ({ rrule, otherSeries = [] }: Schedule): boolean =>
  rrule !== null || otherSeries.some(({ isCancelled }) => !isCancelled);

/** The occurrence of a meeting that begins then (epoch ms); null where none does any more. */
export function occurrenceBeginning(
  meeting: Parameters<typeof scheduleOf>[0],
  at: number,
): Occurrence | null {
  const schedule = scheduleOf(meeting);
  if (!schedule) return null;
  for (const one of occurrences(schedule, at)) {
    if (one.startsAt === at) return one;
    if (one.startsAt > at) return null;
  }
  return null;
}

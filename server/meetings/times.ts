import { isCalendarTime, momentOf } from "../../lib/pure/zoned-time";
import { refuse } from "../errors";
import type { Meeting } from "./access";
import { LINK_KEPT_MS, type MeetingTimes } from "./contract";
import { lastEnd, occurrenceAt, occurrences, rruleOf, type Schedule } from "./occurrences";

/** The columns of a meeting that say when it is. `now` is the database's time, in epoch ms. */
export type TimeColumns = Pick<
  Meeting,
  "startsAt" | "minutes" | "timeZone" | "rrule" | "endsAt" | "expiresAt"
>;

/** The columns of a meeting without times: its link is good for a while. */
export const untimed = (now: number): TimeColumns => ({
  startsAt: null,
  minutes: null,
  timeZone: null,
  rrule: null,
  endsAt: null,
  expiresAt: new Date(now + LINK_KEPT_MS),
});

/** The columns of a scheduled one. Refuses with `meeting_in_past` or `bad_input`. */
export function timed(times: MeetingTimes, now: number): TimeColumns {
  const { startsAt: wall, minutes, timeZone } = times;
  if (!isCalendarTime(wall)) refuse({ code: "bad_input", field: "times.startsAt" });
  const rrule = rruleOf(times.repeats);
  const asked: Schedule = { startsAt: momentOf(wall, timeZone), minutes, timeZone, rrule };
  // A meeting of weekdays that is asked for from a Sunday on begins on Monday.
  const first = occurrences(asked).next().value;
  if (!first) refuse({ code: "bad_input", field: "times.repeats" });
  const schedule = { ...asked, startsAt: first.startsAt };
  if (!occurrenceAt(schedule, now)) refuse({ code: "meeting_in_past" });
  const end = lastEnd(schedule);
  return {
    startsAt: new Date(first.startsAt),
    minutes,
    timeZone,
    rrule,
    endsAt: end === null ? null : new Date(end),
    expiresAt: end === null ? null : new Date(end + LINK_KEPT_MS),
  };
}

/** When a meeting is; null for one without times. */
export function scheduleOf(
  meeting: Pick<Meeting, "startsAt" | "minutes" | "timeZone" | "rrule">,
): Schedule | null {
  const { startsAt, minutes, timeZone, rrule } = meeting;
  if (!startsAt || minutes === null || timeZone === null) return null;
  return { startsAt: startsAt.getTime(), minutes, timeZone, rrule };
}

import type { SoonMeeting } from "@/server/meetings/contract";

/** How far ahead counts as today before it is known whose day it is, in ms. */
const SURELY_MS = 6 * 60 * 60_000;
/** How long before its start a meeting says when that is, in ms. */
const SOON_MS = 60 * 60_000;
const MINUTE_MS = 60_000;

const dayOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(at);

/**
 * Those that go on or begin on the day that it is at `now` (epoch ms) in a time zone. On the server, which does not know the zone: null,
 * and those of the next hours.
 */
export function meetingsOfDay(
  meetings: readonly SoonMeeting[],
  now: number,
  timeZone: string | null,
): SoonMeeting[] {
  const isToday = ({ startsAt }: SoonMeeting) =>
    timeZone === null ? startsAt < now + SURELY_MS : dayOf(startsAt, timeZone) === dayOf(now, timeZone);
  return meetings.filter((one) => one.endsAt > now && (one.startsAt <= now || isToday(one)));
}

/** What is said of a meeting's beginning: that people are in it, that it is its time, or in how many minutes that is. Null for one that is later. */
export function beginningOf(
  { startsAt, isRunning }: SoonMeeting,
  now: number,
): "running" | "now" | number | null {
  if (isRunning) return "running";
  if (startsAt <= now) return "now";
  return startsAt - now <= SOON_MS ? Math.ceil((startsAt - now) / MINUTE_MS) : null;
}

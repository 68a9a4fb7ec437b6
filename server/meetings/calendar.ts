import { tzlib_get_ical_block } from "timezones-ical-library";
import {
  type CalendarEvent,
  calendarFile,
  type CalendarMethod,
  changedEvent,
  eventsOfSeries,
} from "../../lib/pure/icalendar";
import words from "../../messages/en/mail.json";
import { config } from "../config";
import type { Meeting } from "./access";
import type { OccurrenceChange } from "./contract";
import { eachSeries } from "./series";
import { scheduleOf } from "./times";

type Shown = Pick<
  Meeting,
  | "id"
  | "slug"
  | "topic"
  | "startsAt"
  | "minutes"
  | "timeZone"
  | "rrule"
  | "changes"
  | "otherSeries"
  | "seriesNumber"
  | "sequence"
  | "cancelledAt"
  | "updatedAt"
>;
type Host = { name: string; email: string };

/** A meeting's address, without the link's secret, which the server does not have. */
export const linkOf = (slug: string): string => `${config().PEAL_URL}/${slug}`;

/** By what calendars know a meeting (RFC 5545, 3.8.4.7). */
export const uidOf = (meetingId: string, seriesNumber = 0): string =>
  `${meetingId}${seriesNumber ? `-${seriesNumber}` : ""}@${new URL(config().PEAL_URL).hostname}`;

/** What a meeting without a topic is called. */
export const topicOf = ({ topic }: { topic: string }, host: { name: string }): string =>
  topic || words.meetingOf.replace("{name}", () => host.name);

/** The VTIMEZONE of a time zone (RFC 5545, 3.6.5), by its name; UTC needs none. */
export function zoneBlocks(timeZones: Iterable<string>): Map<string, string> {
  const blocks = new Map<string, string>();
  for (const zone of timeZones) {
    const [block] = [tzlib_get_ical_block(zone)].flat();
    if (block?.includes(`TZID:${zone}\r\n`) && zone !== "UTC") blocks.set(zone, block);
  }
  return blocks;
}

/** A meeting as calendars have it: of each series that happens the whole first, then occurrences that are different; nothing for one without times. */
export const eventsOf = (meeting: Shown, host: Host): CalendarEvent[] =>
  eachSeries(meeting).flatMap((one) => (one.cancelledAt ? [] : eventsOfSeriesOf(one, host)));

/** The same of one series. */
export function eventsOfSeriesOf(
  meeting: Shown,
  host: Host,
  attendees: CalendarEvent["attendees"] = [],
  isGone = false,
): CalendarEvent[] {
  const whole = wholeOf(meeting, host, attendees, isGone);
  if (!whole) return [];
  return whole.isCancelled ? [whole] : eventsOfSeries(whole, meeting.changes);
}

/** One occurrence alone that is different. */
export function eventsOfOne(
  meeting: Shown,
  host: Host,
  attendees: CalendarEvent["attendees"],
  change: OccurrenceChange,
): CalendarEvent[] {
  const whole = wholeOf(meeting, host, attendees, false);
  return whole ? [{ ...changedEvent(whole, change), sequence: change.sequence }] : [];
}

function wholeOf(
  meeting: Shown,
  host: Host,
  attendees: CalendarEvent["attendees"],
  isGone: boolean,
): CalendarEvent | null {
  const schedule = scheduleOf(meeting);
  if (!schedule) return null;
  const { startsAt, minutes, timeZone, rrule } = schedule;
  const link = linkOf(meeting.slug);
  return {
    uid: uidOf(meeting.id, meeting.seriesNumber),
    sequence: meeting.sequence,
    stampedAt: meeting.updatedAt.getTime(),
    startsAt,
    endsAt: startsAt + minutes * 60_000,
    timeZone,
    rrule,
    exceptDates: [],
    recurrenceId: null,
    topic: topicOf(meeting, host),
    description: `${words.inviteLink}: ${link}`,
    link,
    organizer: host,
    attendees,
    isCancelled: isGone || meeting.cancelledAt !== null,
  };
}

/** The file of one meeting that goes with a letter. */
export const fileOf = (method: CalendarMethod, events: CalendarEvent[]): string =>
  calendarFile(method, events, zoneBlocks(events.map(({ timeZone }) => timeZone)));

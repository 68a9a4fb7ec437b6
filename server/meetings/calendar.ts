import { tzlib_get_ical_block } from "timezones-ical-library";
import { type CalendarEvent, calendarFile, type CalendarMethod } from "../../lib/pure/icalendar";
import words from "../../messages/en/mail.json";
import { config } from "../config";
import type { Meeting } from "./access";
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
  | "sequence"
  | "cancelledAt"
  | "updatedAt"
>;
type Host = { name: string; email: string };

/** A meeting's address, without the link's secret, which the server does not have. */
export const linkOf = (slug: string): string => `${config().PEAL_URL}/${slug}`;

/** By what calendars know a meeting (RFC 5545, 3.8.4.7). */
export const uidOf = (meetingId: string): string => `${meetingId}@${new URL(config().PEAL_URL).hostname}`;

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

/** A meeting as calendars have it; null for one without times. */
export function eventOf(
  meeting: Shown,
  host: Host,
  attendees: CalendarEvent["attendees"] = [],
  isGone = false,
): CalendarEvent | null {
  const schedule = scheduleOf(meeting);
  if (!schedule) return null;
  const { startsAt, minutes, timeZone, rrule } = schedule;
  const link = linkOf(meeting.slug);
  return {
    uid: uidOf(meeting.id),
    sequence: meeting.sequence,
    stampedAt: meeting.updatedAt.getTime(),
    startsAt,
    endsAt: startsAt + minutes * 60_000,
    timeZone,
    rrule,
    topic: topicOf(meeting, host),
    description: `${words.inviteLink}: ${link}`,
    link,
    organizer: host,
    attendees,
    isCancelled: isGone || meeting.cancelledAt !== null,
  };
}

/** The file of one meeting that goes with a letter. */
export const fileOf = (method: CalendarMethod, event: CalendarEvent): string =>
  calendarFile(method, [event], zoneBlocks([event.timeZone]));

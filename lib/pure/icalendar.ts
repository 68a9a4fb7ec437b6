import { inertLine } from "./lines";
import { momentOf, wallTime } from "./zoned-time";

/** One meeting as calendars have it (RFC 5545). Times are epoch ms. */
export type CalendarEvent = {
  uid: string;
  sequence: number;
  /** When it was last changed. */
  stampedAt: number;
  startsAt: number;
  endsAt: number;
  timeZone: string;
  rrule: string | null;
  /** Those that the rule has and that do not happen, by their starts on the clocks of `timeZone` (`2027-03-28T09:00`). */
  exceptDates: string[];
  /** Of one that is not as the rule says: its start by the rule, likewise. Null for the whole. */
  recurrenceId: string | null;
  topic: string;
  description: string;
  /** Where it is. */
  link: string;
  organizer: { name: string; email: string } | null;
  /** Who is invited, as each copy shows them. */
  attendees: { email: string; response: "accepted" | "tentative" | "declined" | null }[];
  isCancelled: boolean;
};

/** What is different of one occurrence; times are epoch ms. */
type ChangedOne = {
  usualStart: string;
  startsAt: number;
  minutes: number;
  topic: string | null;
  isCancelled: boolean;
};

/** One occurrence that is not as the rule says, as calendars have it beside the whole (RFC 5545, 3.8.4.4). */
export const changedEvent = (whole: CalendarEvent, one: ChangedOne): CalendarEvent => ({
  ...whole,
  rrule: null,
  exceptDates: [],
  recurrenceId: one.usualStart,
  startsAt: one.startsAt,
  endsAt: one.startsAt + one.minutes * 60_000,
  topic: one.topic ?? whole.topic,
  isCancelled: one.isCancelled,
});

/** A meeting with everything that is different of single occurrences, as one file has it. */
export const eventsOfSeries = (whole: CalendarEvent, changes: readonly ChangedOne[]): CalendarEvent[] => [
  {
    ...whole,
    exceptDates: changes.filter(({ isCancelled }) => isCancelled).map(({ usualStart }) => usualStart),
  },
  ...changes.filter(({ isCancelled }) => !isCancelled).map((one) => changedEvent(whole, one)),
];

/** What a file is for: to be shown, to be answered, or to be taken away (RFC 5546). */
export type CalendarMethod = "PUBLISH" | "REQUEST" | "CANCEL";

const FOLD_BYTES = 75;
const encoder = new TextEncoder();

/** Long lines go on in the next one, after a space; no letter is cut (RFC 5545, 3.1). */
function folded(line: string): string {
  let [out, bytes] = ["", 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (bytes + size > FOLD_BYTES) {
      out += "\r\n ";
      bytes = 1;
    }
    out += letter;
    bytes += size;
  }
  return out;
}

const escaped = (line: string): string => inertLine(line).replace(/[\\;,]/g, (one) => `\\${one}`);
/** A text (3.3.11); its line breaks are those that Peal wrote. */
const text = (lines: string): string => lines.split("\n").map(escaped).join("\\n");
/** The value of a parameter, which cannot hold a quote (3.2). */
const parameter = (value: string): string => `"${inertLine(value).replaceAll('"', "'")}"`;

/** A moment in UTC (RFC 5545, 3.3.5). */
export const utcTime = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
const wall = (at: number, timeZone: string): string => wallTime(at, timeZone).replace(/[-:]/g, "");

const ANSWERS = { accepted: "ACCEPTED", tentative: "TENTATIVE", declined: "DECLINED" };

const alarm = (topic: string): string[] => [
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "TRIGGER:-PT10M",
  `DESCRIPTION:${escaped(topic)}`,
  "END:VALARM",
];

function eventLines(event: CalendarEvent, isZoned: boolean): string[] {
  const { organizer, timeZone } = event;
  const time = (name: string, at: number) =>
    isZoned ? `${name};TZID=${timeZone}:${wall(at, timeZone)}` : `${name}:${utcTime(at)}`;
  // As the rule has it, also where clocks leave that time out.
  const usual = (name: string, start: string) =>
    isZoned
      ? `${name};TZID=${timeZone}:${start.replace(/[-:]/g, "")}00`
      : time(name, momentOf(start, timeZone));
  return [
    "BEGIN:VEVENT",
    `UID:${inertLine(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utcTime(event.stampedAt)}`,
    `LAST-MODIFIED:${utcTime(event.stampedAt)}`,
    time("DTSTART", event.startsAt),
    time("DTEND", event.endsAt),
    ...(event.recurrenceId === null ? [] : [usual("RECURRENCE-ID", event.recurrenceId)]),
    ...(event.rrule ? [`RRULE:${event.rrule}`] : []),
    ...event.exceptDates.map((start) => usual("EXDATE", start)),
    `SUMMARY:${escaped(event.topic)}`,
    `DESCRIPTION:${text(event.description)}`,
    `LOCATION:${escaped(event.link)}`,
    `URL:${inertLine(event.link)}`,
    ...(organizer ? [`ORGANIZER;CN=${parameter(organizer.name)}:mailto:${inertLine(organizer.email)}`] : []),
    ...event.attendees.map(({ email, response }) => {
      const answer = response ? ANSWERS[response] : "NEEDS-ACTION";
      const how = `CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${answer};RSVP=${response ? "FALSE" : "TRUE"}`;
      return `ATTENDEE;${how};CN=${parameter(email)}:mailto:${inertLine(email)}`;
    }),
    `STATUS:${event.isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    ...(event.isCancelled ? [] : alarm(event.topic)),
    "END:VEVENT",
  ];
}

/**
 * A file of meetings for calendars. `zones` has the VTIMEZONE of each time zone by its name; an event of a zone that it has not stands in
 * UTC, where it does not repeat by the clock of its place.
 */
export function calendarFile(
  method: CalendarMethod,
  events: CalendarEvent[],
  zones: ReadonlyMap<string, string>,
  name?: string,
): string {
  const used = new Set(events.map(({ timeZone }) => timeZone));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Peal//Peal//EN",
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...(name ? [`X-WR-CALNAME:${escaped(name)}`, "REFRESH-INTERVAL;VALUE=DURATION:PT1H"] : []),
    ...[...used].flatMap((zone) => zones.get(zone)?.split("\r\n") ?? []),
    ...events.flatMap((event) => eventLines(event, zones.has(event.timeZone))),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

import ICAL from "ical.js";
import { tzlib_get_ical_block } from "timezones-ical-library";
import { describe, expect, it } from "vitest";
import { type CalendarEvent, calendarFile, changedEvent, eventsOfSeries } from "./icalendar";
import { momentOf } from "./zoned-time";

const zone = "Europe/Berlin";
const zones = new Map([[zone, [tzlib_get_ical_block(zone)].flat()[0] ?? ""]]);
const event = (values: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "one@peal.test",
  sequence: 3,
  stampedAt: Date.UTC(2027, 0, 1),
  startsAt: momentOf("2027-03-21T09:00", zone),
  endsAt: momentOf("2027-03-21T09:30", zone),
  timeZone: zone,
  rrule: "FREQ=WEEKLY;COUNT=3",
  exceptDates: [],
  recurrenceId: null,
  topic: "Plans",
  description: "Join: https://peal.test/abc-defg-hij",
  link: "https://peal.test/abc-defg-hij",
  organizer: { name: "Ana", email: "ana@example.test" },
  attendees: [{ email: "bo@example.test", response: null }],
  isCancelled: false,
  ...values,
});

function parsed(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const block = calendar.getFirstSubcomponent("vtimezone");
  if (block) ICAL.TimezoneService.register(new ICAL.Timezone(block), zone);
  const found = calendar.getAllSubcomponents("vevent");
  return { calendar, events: found.map((one) => new ICAL.Event(one)), found };
}

describe("T1 a file for calendars", () => {
  it("says when it is, on both sides of summer time, to a reader that knows no time zones", () => {
    const { calendar, events } = parsed(calendarFile("REQUEST", [event()], zones));
    const [read] = events;
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(read?.uid).toBe("one@peal.test");
    expect(read?.sequence).toBe(3);
    expect(read?.summary).toBe("Plans");
    const steps = read?.iterator();
    const starts = [0, 1, 2].map(() => steps?.next()?.toJSDate().toISOString());
    expect(starts).toEqual([
      "2027-03-21T08:00:00.000Z",
      "2027-03-28T07:00:00.000Z",
      "2027-04-04T07:00:00.000Z",
    ]);
    expect(read?.duration.toSeconds()).toBe(1800);
  });

  it("leaves out what is cancelled and moves what is moved, on both sides of summer time", () => {
    const startsAt = momentOf("2027-04-04T15:00", zone);
    const moved = {
      usualStart: "2027-03-28T09:00",
      startsAt,
      minutes: 60,
      topic: "Longer",
      isCancelled: false,
    };
    const off = { ...moved, usualStart: "2027-04-04T09:00", isCancelled: true };
    const { events, found } = parsed(calendarFile("REQUEST", eventsOfSeries(event(), [off, moved]), zones));
    const [whole, one, ...more] = events;
    expect(more).toEqual([]);
    expect(one?.uid).toBe("one@peal.test");
    expect(found[1]?.getFirstPropertyValue("rrule")).toBeNull();
    if (one) whole?.relateException(one);
    const steps = whole?.iterator();
    const read: (string | undefined)[][] = [];
    for (let next = steps?.next(); next; next = steps?.next()) {
      const { startDate, endDate, item } = whole?.getOccurrenceDetails(next) ?? {};
      read.push([startDate?.toJSDate().toISOString(), endDate?.toJSDate().toISOString(), item?.summary]);
    }
    expect(read).toEqual([
      ["2027-03-21T08:00:00.000Z", "2027-03-21T08:30:00.000Z", "Plans"],
      ["2027-04-04T13:00:00.000Z", "2027-04-04T14:00:00.000Z", "Longer"],
    ]);
  });

  it("names one day alone by its time by the rule, also where clocks leave it out", () => {
    const nightly = event({ startsAt: momentOf("2027-03-27T02:30", zone), rrule: "FREQ=DAILY" });
    const usual = {
      usualStart: "2027-03-28T02:30",
      startsAt: 0,
      minutes: 30,
      topic: null,
      isCancelled: true,
    };
    const { found } = parsed(calendarFile("CANCEL", [changedEvent(nightly, usual)], zones));
    expect(found[0]?.getFirstPropertyValue("recurrence-id")?.toString()).toBe("2027-03-28T02:30:00");
    expect(found[0]?.getFirstProperty("recurrence-id")?.getParameter("tzid")).toBe(zone);
    expect(found[0]?.getFirstPropertyValue("status")).toBe("CANCELLED");
    const inUtc = parsed(calendarFile("CANCEL", [changedEvent(nightly, usual)], new Map()));
    expect(inUtc.found[0]?.getFirstPropertyValue("recurrence-id")?.toString()).toBe("2027-03-28T01:30:00Z");
  });

  it("names who has called it and who is to answer, and the reminder", () => {
    const { found } = parsed(calendarFile("REQUEST", [event()], zones));
    const organizer = found[0]?.getFirstProperty("organizer");
    expect(organizer?.getFirstValue()).toBe("mailto:ana@example.test");
    expect(organizer?.getParameter("cn")).toBe("Ana");
    const attendee = found[0]?.getFirstProperty("attendee");
    expect(attendee?.getFirstValue()).toBe("mailto:bo@example.test");
    expect(attendee?.getParameter("rsvp")).toBe("TRUE");
    expect(attendee?.getParameter("partstat")).toBe("NEEDS-ACTION");
    expect(found[0]?.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger")?.toString()).toBe(
      "-PT10M",
    );
  });

  it("cancels with a status and without a reminder", () => {
    const { found, calendar } = parsed(calendarFile("CANCEL", [event({ isCancelled: true })], zones));
    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(found[0]?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(found[0]?.getFirstSubcomponent("valarm")).toBeNull();
  });

  it("stands in UTC where its time zone is not described", () => {
    const { events } = parsed(calendarFile("PUBLISH", [event({ timeZone: "UTC" })], zones));
    expect(events[0]?.startDate.toString()).toBe("2027-03-21T08:00:00Z");
  });

  it("has no line over 75 bytes, cuts no letter, and gives a long text back as it was", () => {
    const topic = "Überlänge 🎉 ".repeat(30).trim();
    const file = calendarFile("PUBLISH", [event({ topic })], zones);
    for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).not.toContain("\uFFFD");
    expect(parsed(file).events[0]?.summary).toBe(topic);
  });
});

describe("F31 what people write ends no line of a file and begins no property", () => {
  const nasty = 'A\r\nATTENDEE:mailto:evil@example.test\nEND:VEVENT\u2028X\u202Egnp.exe;,\\"\u0000';
  it("in a topic, a description, a name and an address", () => {
    const file = calendarFile(
      "REQUEST",
      [
        event({
          topic: nasty,
          description: nasty,
          organizer: { name: nasty, email: "ana@example.test" },
          attendees: [{ email: `bo@example.test\r\nX-EVIL:1`, response: "accepted" }],
          rrule: null,
        }),
      ],
      zones,
      nasty,
    );
    const { events, found, calendar } = parsed(file);
    expect(events).toHaveLength(1);
    expect(found[0]?.getAllProperties("attendee")).toHaveLength(1);
    expect(found[0]?.hasProperty("x-evil")).toBe(false);
    expect(calendar.getAllSubcomponents("vevent")).toHaveLength(1);
    expect(events[0]?.summary).toBe('A ATTENDEE:mailto:evil@example.test END:VEVENT X gnp.exe;,\\"');
    // oxlint-disable-next-line no-control-regex
    expect(file.replaceAll("\r\n", "")).not.toMatch(/[\u0000-\u001f\u202e\u2028]/u);
  });
});

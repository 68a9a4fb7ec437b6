import { describe, expect, it } from "vitest";
import { beginningOf, meetingsOfDay } from "./of-day";

const HOUR_MS = 3_600_000;
/** Ten in the evening in Berlin, five in the afternoon in New York. */
const NOW = Date.UTC(2027, 5, 1, 20);
const meeting = (topic: string, fromHours: number, lastsHours = 1, isRunning = false) => ({
  meetingId: topic,
  slug: "abc-defg-hij",
  topic,
  hostName: "Ana",
  isHost: false,
  isRunning,
  startsAt: NOW + fromHours * HOUR_MS,
  endsAt: NOW + (fromHours + lastsHours) * HOUR_MS,
});
const topics = (timeZone: string | null, ...all: ReturnType<typeof meeting>[]) =>
  meetingsOfDay(all, NOW, timeZone).map(({ topic }) => topic);

describe("the meetings of a day", () => {
  it("are those of the day where whoever looks is", () => {
    const all = [meeting("late", 1), meeting("past midnight", 3), meeting("tomorrow", 12)];
    expect(topics("Europe/Berlin", ...all)).toEqual(["late"]);
    // It is five there: three hours on is the same day, twelve are not.
    expect(topics("America/New_York", ...all)).toEqual(["late", "past midnight"]);
    expect(topics(null, ...all)).toEqual(["late", "past midnight"]);
  });

  it("are there until they are over, also from the day before", () => {
    expect(topics("Asia/Tokyo", meeting("since yesterday", -8, 9))).toEqual(["since yesterday"]);
    expect(topics("Europe/Berlin", meeting("over", -2))).toEqual([]);
  });

  it("say when they begin an hour ahead, in minutes that are never none", () => {
    expect(beginningOf(meeting("later", 1.1), NOW)).toBeNull();
    expect(beginningOf(meeting("soon", 1 / 6), NOW)).toBe(10);
    expect(beginningOf({ ...meeting("at once", 0), startsAt: NOW + 1 }, NOW)).toBe(1);
    expect(beginningOf(meeting("now", 0), NOW)).toBe("now");
    expect(beginningOf(meeting("early", 1 / 6, 1, true), NOW)).toBe("running");
  });
});

import { describe, expect, it } from "vitest";
import { momentOf } from "../../lib/pure/zoned-time";
import type { Repeats } from "./contract";
import { lastEnd, occurrenceAt, occurrences, repeatsOf, rruleOf } from "./occurrences";

const at = (wall: string, repeats: Repeats | null, timeZone = "Europe/Berlin") => ({
  startsAt: momentOf(wall, timeZone),
  minutes: 30,
  timeZone,
  rrule: rruleOf(repeats),
});
const starts = (schedule: ReturnType<typeof at>, most: number) => {
  const found: string[] = [];
  for (const { startsAt } of occurrences(schedule)) {
    if (found.length === most) break;
    found.push(new Date(startsAt).toISOString().slice(0, 16));
  }
  return found;
};

describe("T1 a meeting that repeats", () => {
  it("stays at nine where summer time begins and ends", () => {
    const weekly = { frequency: "weekly", interval: 1 } as const;
    expect(starts(at("2027-03-21T09:00", weekly), 2)).toEqual(["2027-03-21T08:00", "2027-03-28T07:00"]);
    expect(starts(at("2027-10-24T09:00", weekly), 2)).toEqual(["2027-10-24T07:00", "2027-10-31T08:00"]);
    expect(starts(at("2027-03-07T09:00", weekly, "America/New_York"), 2)).toEqual([
      "2027-03-07T14:00",
      "2027-03-14T13:00",
    ]);
  });

  it("happens once a day where clocks are moved at that very time", () => {
    const daily = { frequency: "daily", interval: 1 } as const;
    expect(starts(at("2027-03-27T02:30", daily), 3)).toEqual([
      "2027-03-27T01:30",
      "2027-03-28T01:30",
      "2027-03-29T00:30",
    ]);
  });

  it("leaves out the weekend, and months without a 31st", () => {
    expect(starts(at("2027-01-01T10:00", { frequency: "weekdays", interval: 1 }), 3)).toEqual([
      "2027-01-01T09:00",
      "2027-01-04T09:00",
      "2027-01-05T09:00",
    ]);
    expect(starts(at("2027-01-31T10:00", { frequency: "monthly", interval: 1 }, "UTC"), 3)).toEqual([
      "2027-01-31T10:00",
      "2027-03-31T10:00",
      "2027-05-31T10:00",
    ]);
  });

  it("ends after so many times, or never", () => {
    const thrice = at("2027-01-01T10:00", { frequency: "weekly", interval: 2, count: 3 }, "UTC");
    expect(starts(thrice, 9)).toEqual(["2027-01-01T10:00", "2027-01-15T10:00", "2027-01-29T10:00"]);
    expect(lastEnd(thrice)).toBe(Date.UTC(2027, 0, 29, 10, 30));
    expect(lastEnd(at("2027-01-01T10:00", { frequency: "daily", interval: 1 }))).toBeNull();
    expect(occurrenceAt(thrice, Date.UTC(2027, 0, 29, 10, 30))).toBeNull();
  });

  it("runs until its end, and the next one comes then; also after many years", () => {
    const daily = at("2027-01-01T10:00", { frequency: "daily", interval: 1 }, "UTC");
    const next = (...when: Parameters<typeof Date.UTC>) =>
      new Date(occurrenceAt(daily, Date.UTC(...when))?.startsAt ?? 0).toISOString().slice(0, 10);
    expect(next(2027, 5, 1, 10, 29)).toBe("2027-06-01");
    expect(next(2027, 5, 1, 10, 30)).toBe("2027-06-02");
    expect(next(2047, 5, 1, 9)).toBe("2047-06-01");
  });

  it.each<Repeats>([
    { frequency: "daily", interval: 3 },
    { frequency: "weekdays", interval: 1, count: 20 },
    { frequency: "weekly", interval: 2 },
    { frequency: "monthly", interval: 1, count: 12 },
  ])("%o comes back from its rule as it was", (repeats) => {
    expect(repeatsOf(rruleOf(repeats))).toEqual(repeats);
  });
});

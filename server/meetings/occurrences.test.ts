import { describe, expect, it } from "vitest";
import { momentOf } from "../../lib/pure/zoned-time";
import type { OccurrenceChange, Repeats } from "./contract";
import { lastEnd, occurrenceAt, occurrences, repeatsOf, rruleOf, usualOccurrence } from "./occurrences";
import { occurrenceBeginning } from "./times";

const at = (wall: string, repeats: Repeats | null, timeZone = "Europe/Berlin") => ({
  startsAt: momentOf(wall, timeZone),
  minutes: 30,
  timeZone,
  rrule: rruleOf(repeats),
  changes: [] as OccurrenceChange[],
});
const changed = (usualStart: string, startsAt: string, more: Partial<OccurrenceChange> = {}) => ({
  usualStart,
  startsAt: momentOf(startsAt, "Europe/Berlin"),
  minutes: 30,
  topic: null,
  isCancelled: false,
  sequence: 1,
  ...more,
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

describe("T1 one occurrence that is different", () => {
  const weekly = { ...at("2027-03-21T09:00", { frequency: "weekly", interval: 1, count: 4 }) };
  const withChanges = (...changes: OccurrenceChange[]) => ({ ...weekly, changes });

  it("is where it was moved to, over the end of winter time, and the others stay", () => {
    const moved = withChanges(changed("2027-03-28T09:00", "2027-03-27T09:00"));
    expect(starts(moved, 9)).toEqual([
      "2027-03-21T08:00",
      "2027-03-27T08:00",
      "2027-04-04T07:00",
      "2027-04-11T07:00",
    ]);
  });

  it("may be on the day of another one, before or after it, and behind all others", () => {
    const both = withChanges(
      changed("2027-03-21T09:00", "2027-04-04T08:00", { topic: "Before" }),
      changed("2027-03-28T09:00", "2027-04-04T09:00", { topic: "At once" }),
      changed("2027-04-11T09:00", "2027-05-01T09:00"),
    );
    expect(
      [...occurrences(both)].map(({ startsAt, topic }) => [
        startsAt - momentOf("2027-04-04T09:00", "Europe/Berlin"),
        topic,
      ]),
    ).toEqual([
      [-3_600_000, "Before"],
      [0, "At once"],
      [0, null],
      [27 * 86_400_000, null],
    ]);
    expect(lastEnd(both)).toBe(momentOf("2027-05-01T09:30", "Europe/Berlin"));
  });

  it("does not happen where it is cancelled, the first and the last ones too", () => {
    const cancelled = (usualStart: string) => changed(usualStart, usualStart, { isCancelled: true });
    const two = withChanges(cancelled("2027-03-21T09:00"), cancelled("2027-04-11T09:00"));
    expect(starts(two, 9)).toEqual(["2027-03-28T07:00", "2027-04-04T07:00"]);
    expect(lastEnd(two)).toBe(momentOf("2027-04-04T09:30", "Europe/Berlin"));
    const none = withChanges(
      ...["03-21", "03-28", "04-04", "04-11"].map((day) => cancelled(`2027-${day}T09:00`)),
    );
    expect(starts(none, 9)).toEqual([]);
    expect(lastEnd(none)).toBe(momentOf("2027-04-11T09:30", "Europe/Berlin"));
  });

  it("is found by when it really begins, also while another one runs", () => {
    const beside = changed("2027-03-21T09:00", "2027-03-28T08:45");
    const meeting = { ...withChanges(beside), startsAt: new Date(weekly.startsAt), otherSeries: [] };
    const at = momentOf("2027-03-28T09:00", "Europe/Berlin");
    expect(occurrenceBeginning(meeting, at)?.usualStart).toBe("2027-03-28T09:00");
    expect(occurrenceBeginning(meeting, at - 900_000)?.usualStart).toBe("2027-03-21T09:00");
    expect(occurrenceBeginning(meeting, at + 60_000)).toBeNull();
    expect(occurrenceBeginning(meeting, weekly.startsAt)).toBeNull();
  });

  it("is found by its time by the rule alone, on a day without that time as well", () => {
    expect(usualOccurrence(weekly, "2027-04-04T09:00")?.startsAt).toBe(Date.UTC(2027, 3, 4, 7));
    for (const wrong of ["2027-04-04T10:00", "2027-04-05T09:00", "2027-04-18T09:00", "2027-03-14T09:00"])
      expect(usualOccurrence(weekly, wrong)).toBeNull();
    const nightly = at("2027-03-27T02:30", { frequency: "daily", interval: 1 });
    expect(usualOccurrence(nightly, "2027-03-28T02:30")?.startsAt).toBe(Date.UTC(2027, 2, 28, 1, 30));
    const wholeDays = { ...at("2027-03-27T00:00", { frequency: "daily", interval: 1 }), minutes: 24 * 60 };
    expect(usualOccurrence(wholeDays, "2027-03-29T00:00")?.startsAt).toBe(Date.UTC(2027, 2, 28, 22));
  });
});

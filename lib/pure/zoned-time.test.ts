import { expect, it } from "vitest";
import { isCalendarTime, momentOf, wallTime } from "./zoned-time";

const iso = (wall: string, zone: string) => new Date(momentOf(wall, zone)).toISOString();

it("T1 nine o'clock is nine o'clock on both sides of summer time", () => {
  expect(iso("2027-03-27T09:00", "Europe/Berlin")).toBe("2027-03-27T08:00:00.000Z");
  expect(iso("2027-03-29T09:00", "Europe/Berlin")).toBe("2027-03-29T07:00:00.000Z");
  expect(iso("2027-07-01T09:00", "Asia/Kolkata")).toBe("2027-07-01T03:30:00.000Z");
  expect(iso("2027-07-01T09:00", "America/St_Johns")).toBe("2027-07-01T11:30:00.000Z");
  expect(iso("2027-01-01T09:00", "Pacific/Kiritimati")).toBe("2026-12-31T19:00:00.000Z");
});

it("T1 a time that is left out is read with the offset before the gap, one that comes twice is the first", () => {
  expect(iso("2027-03-28T02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
  expect(iso("2027-10-31T02:30", "Europe/Berlin")).toBe("2027-10-31T00:30:00.000Z");
});

it("T1 a clock shows midnight as 00", () => {
  expect(wallTime(Date.UTC(2027, 0, 1, 23), "Europe/Berlin")).toBe("2027-01-02T00:00:00");
});

it("T1 no calendar has the 31st of February or an hour 25", () => {
  expect(isCalendarTime("2028-02-29T09:00")).toBe(true);
  for (const wall of ["2027-02-29T09:00", "2027-02-31T09:00", "2027-01-01T25:00", "2027-13-01T09:00"])
    expect(isCalendarTime(wall)).toBe(false);
});

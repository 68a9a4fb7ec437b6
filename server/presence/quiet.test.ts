import { describe, expect, it } from "vitest";
import { quietHours } from "./contract";
import { endOfHours, NO_END_MS, quietAt } from "./quiet";
import { nextMinute, tomorrowMorning, wallTime } from "./wall-clock";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
  "Pacific/Apia",
  "America/Sao_Paulo",
  "Africa/Cairo",
];
/** A seeded generator (mulberry32), so that a failing moment can be looked at again. */
function random(seed: number) {
  let a = seed;
  return (below: number) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
type Next = ReturnType<typeof random>;
const FIRST_MS = Date.UTC(2005, 0);
const moment = (next: Next) => FIRST_MS + next(32 * 365 * 1440) * MINUTE_MS + next(60_000);
const zone = (next: Next) => zones[next(zones.length)] ?? "UTC";
const at = (text: string) => Date.parse(text);
const byClock = (quietHours: Parameters<typeof quietAt>[0]["quietHours"], atMs: number) =>
  quietAt({ quietUntil: null, quietHours, quietLiftedUntil: null }, atMs) !== null;

/** The same by the letters that another formatter writes. */
function shown(atMs: number, timeZone: string) {
  const text = new Date(atMs).toLocaleString("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const [, name = "", hours, minutes] = /^(\w+)\D+(\d+):(\d+)$/.exec(text) ?? [];
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(name);
  return { day, minute: (Number(hours) % 24) * 60 + Number(minutes) };
}

describe("R13 clocks on walls", () => {
  it("show what another formatter shows, in any zone, at 2,000 moments", () => {
    const next = random(1);
    for (let round = 0; round < 2_000; round += 1) {
      const [ms, name] = [moment(next), zone(next)];
      expect(wallTime(ms, name), `${ms} ${name}`).toEqual(shown(ms, name));
    }
  });

  it.each([
    ["an ordinary evening", "2026-11-20T17:00:00Z", "Europe/Berlin", "2026-11-21T07:00:00Z"],
    [
      "at two in the night it is the same day's morning",
      "2026-11-21T01:00:00Z",
      "Europe/Berlin",
      "2026-11-21T07:00:00Z",
    ],
    ["at five it is the next one", "2026-11-21T04:00:00Z", "Europe/Berlin", "2026-11-22T07:00:00Z"],
    [
      "over the night that is an hour longer",
      "2026-10-24T18:00:00Z",
      "Europe/Berlin",
      "2026-10-25T07:00:00Z",
    ],
    [
      "over the night that is an hour shorter",
      "2026-03-28T18:00:00Z",
      "Europe/Berlin",
      "2026-03-29T06:00:00Z",
    ],
  ])("tomorrow morning: %s", (_name, from, timeZone, to) => {
    expect(new Date(tomorrowMorning(at(from), timeZone)).toISOString()).toBe(new Date(to).toISOString());
  });

  it("tomorrow morning is a shown eight o'clock, 4 to 28 hours away but for a change of clocks, at 2,000 moments", () => {
    const next = random(2);
    for (let round = 0; round < 2_000; round += 1) {
      const [ms, name] = [moment(next), zone(next)];
      const morning = tomorrowMorning(ms, name);
      expect(wallTime(morning, name).minute, `${ms} ${name}`).toBe(8 * 60);
      expect(morning - ms).toBeGreaterThan(4 * HOUR_MS - HOUR_MS);
      // Apia left a whole day out in 2011.
      expect(morning - ms).toBeLessThanOrEqual(29 * HOUR_MS + DAY_MS);
    }
  });
});

describe("R13 quiet hours", () => {
  const night = { days: [5], fromMinute: 22 * 60, toMinute: 7 * 60, timeZone: "Europe/Berlin" };

  it.each([
    ["before they begin", "2026-11-20T20:59:00Z", false],
    ["as they begin", "2026-11-20T21:00:00Z", true],
    ["after midnight they belong to the evening before", "2026-11-21T05:59:59Z", true],
    ["as they end", "2026-11-21T06:00:00Z", false],
    ["not on the evening of another day", "2026-11-21T21:30:00Z", false],
    ["nor after the midnight of one", "2026-11-20T02:00:00Z", false],
  ])("over midnight: %s", (_name, text, isQuiet) => {
    expect(byClock(night, at(text))).toBe(isQuiet);
  });

  it("an hour that clocks leave out is left out, one that they show twice counts twice", () => {
    const early = { days: [0], fromMinute: 2 * 60, toMinute: 3 * 60, timeZone: "Europe/Berlin" };
    const minutesOf = (text: string) =>
      Array.from({ length: 12 * 60 }, (_, index) => at(text) + index * MINUTE_MS).filter((ms) =>
        byClock(early, ms),
      );
    expect(minutesOf("2026-03-28T22:00:00Z")).toHaveLength(0);
    expect(minutesOf("2026-10-24T22:00:00Z")).toHaveLength(120);
    expect(minutesOf("2026-11-21T22:00:00Z")).toHaveLength(60);
  });

  it("what is not quiet from one time to another is quiet from that to the one, on all days, at 2,000 moments", () => {
    const next = random(3);
    for (let round = 0; round < 2_000; round += 1) {
      const [ms, timeZone, one] = [moment(next), zone(next), next(1440)];
      const other = (one + 1 + next(1439)) % 1440;
      const all = { days: [0, 1, 2, 3, 4, 5, 6], timeZone };
      const forth = byClock({ ...all, fromMinute: one, toMinute: other }, ms);
      const back = byClock({ ...all, fromMinute: other, toMinute: one }, ms);
      expect(forth, `${ms} ${timeZone} ${one} ${other}`).toBe(!back);
    }
  });

  it("a week without a change of clocks is quiet for as long as its days say", () => {
    const week = at("2026-11-15T00:00:00Z");
    const next = random(4);
    for (let round = 0; round < 20; round += 1) {
      const days = [0, 1, 2, 3, 4, 5, 6].filter(() => next(2) === 1);
      const [fromMinute, toMinute] = [next(1440), next(1440)];
      const span = fromMinute < toMinute ? toMinute - fromMinute : 1440 - fromMinute + toMinute;
      const minutes = Array.from({ length: 7 * 1440 }, (_, index) => week + index * MINUTE_MS);
      const quiet = minutes.filter((ms) => byClock({ days, fromMinute, toMinute, timeZone: "UTC" }, ms));
      expect(quiet.length, `${days} ${fromMinute} ${toMinute}`).toBe(days.length * span);
    }
  });

  it("what is switched on by hand goes before the clock, until its end and not at it", () => {
    const until = at("2026-11-20T12:00:00Z");
    const row = { quietUntil: new Date(until), quietHours: null, quietLiftedUntil: null };
    expect(quietAt(row, until - 1)).toEqual({ until, untilMinute: null });
    expect(quietAt(row, until)).toBeNull();
    expect(quietAt({ ...row, quietUntil: new Date(NO_END_MS), quietHours: night }, until)).toEqual({
      until: null,
      untilMinute: null,
    });
    expect(quietAt({ ...row, quietHours: night }, at("2026-11-20T21:30:00Z"))).toEqual({
      until: null,
      untilMinute: 420,
    });
  });

  it("hours that were lifted do not hold until their end, and the next ones do", () => {
    const [evening, end] = [at("2026-11-20T22:30:00Z"), at("2026-11-21T06:00:00Z")];
    expect(endOfHours(night, evening)).toBe(end);
    expect(endOfHours(night, at("2026-11-20T12:00:00Z"))).toBeNull();
    const lifted = { quietUntil: null, quietHours: night, quietLiftedUntil: new Date(end) };
    expect(quietAt(lifted, evening)).toBeNull();
    expect(quietAt(lifted, end - 1)).toBeNull();
    expect(quietAt(lifted, evening + 7 * DAY_MS)).toMatchObject({ untilMinute: 420 });
    // Quiet asked for by hand goes before what was lifted.
    expect(quietAt({ ...lifted, quietUntil: new Date(end) }, evening)).toMatchObject({ until: end });
  });

  it("a span ends where the clocks there show its end, in any zone, also in the night that the clocks change", () => {
    const next = random(5);
    for (let round = 0; round < 2_000; round += 1) {
      const [ms, timeZone, minute] = [moment(next), zone(next), next(1440)];
      const end = nextMinute(ms, timeZone, minute);
      expect(end).toBeGreaterThan(ms);
      expect(end - ms).toBeLessThanOrEqual(DAY_MS + 2 * HOUR_MS);
      const off = Math.abs(wallTime(end, timeZone).minute - minute);
      // A minute that the clocks leave out shows as one an hour later.
      expect(Math.min(off, 1440 - off), `${ms} ${timeZone} ${minute}`).toBeLessThanOrEqual(60);
    }
    expect(nextMinute(at("2026-03-28T23:00:00Z"), "Europe/Berlin", 420)).toBe(at("2026-03-29T05:00:00Z"));
  });

  it("a time zone that is none is refused", () => {
    for (const timeZone of ["Mars/Olympus", "", "x".repeat(65)])
      expect(quietHours.safeParse({ ...night, timeZone }).success).toBe(false);
    expect(quietHours.safeParse({ ...night, fromMinute: 1440 }).success).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { Pace } from "./pace";

/** Frames at a steady rate for some seconds. Whether any of them was found too slow. */
function runs(pace: Pace, { rate, busyMs, seconds }: { rate: number; busyMs: number; seconds: number }) {
  const notes = Array.from({ length: rate * seconds }, (_, at) => pace.note((at * 1_000) / rate, busyMs));
  return notes.includes(true);
}

describe("M5 the pace of an effect", () => {
  it("is too slow where frames take long and few come out", () => {
    expect(runs(new Pace(), { rate: 6, busyMs: 150, seconds: 8 })).toBe(true);
  });
  it("is well at a full rate, and where a dark room makes the camera slow", () => {
    expect(runs(new Pace(), { rate: 30, busyMs: 20, seconds: 20 })).toBe(false);
    expect(runs(new Pace(), { rate: 8, busyMs: 15, seconds: 20 })).toBe(false);
  });
  it("is not judged by its start", () => {
    expect(runs(new Pace(), { rate: 6, busyMs: 150, seconds: 4 })).toBe(false);
  });
});

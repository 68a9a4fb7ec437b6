import { describe, expect, it } from "vitest";
import type { Sample } from "../samples";
import { followOutage, isBlind, isOver, noOutage, type Outage } from "./outage";

/** A connection on which so much has come in, all in all. */
const look = (received: number): Sample => ({
  at: 0,
  spanMs: 1_000,
  incoming: [],
  outgoing: [],
  up: null,
  down: {
    type: "host",
    protocol: "udp",
    roundTripMs: 10,
    availableKbps: null,
    countsAnswers: true,
    received,
  },
});
const after = (...received: number[]): Outage[] =>
  received.reduce<Outage[]>((all, one) => [...all, followOutage(all.at(-1) ?? noOutage, look(one))], []);

describe("M2 an outage", () => {
  it("is no bad network: nothing is learned while nothing comes in", () => {
    expect(after(10, 20, 20, 30).map(isBlind)).toEqual([false, false, true, false]);
  });

  it("of three seconds begins everything anew, and what was lost in it is not counted", () => {
    const seen = after(10, 10, 10, 10, 20, 30, 40, 50);
    const ends = seen.map((one, at) => isOver(seen[at - 1] ?? noOutage, one));
    expect(ends).toEqual([false, false, false, false, true, false, false, false]);
    expect(seen.map(isBlind)).toEqual([false, true, true, true, true, true, false, false]);
  });

  it("of less is forgotten: a network that bears little is not taken for a new one", () => {
    const seen = after(10, 10, 10, 20, 30);
    expect(seen.some((one, at) => isOver(seen[at - 1] ?? noOutage, one))).toBe(false);
  });

  it("ends where a way was made anew and counts from its beginning", () => {
    const seen = after(100, 100, 100, 100, 5);
    expect(isOver(seen[3] ?? noOutage, seen[4] ?? noOutage)).toBe(true);
  });
});

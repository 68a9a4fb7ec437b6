import { describe, expect, it } from "vitest";
import { callStates, participantStates, ringStates } from "./contract";
import { callGuard, participantGuard, ringGuard } from "./guard";
import {
  callEvents,
  callTable,
  type Outcome,
  participantEvents,
  participantTable,
  ringEvents,
  ringTable,
} from "./transitions";

const tables: [
  string,
  Record<string, Record<string, Outcome<string>>>,
  readonly string[],
  readonly string[],
][] = [
  ["call", callTable, callStates, callEvents],
  ["participant", participantTable, participantStates, participantEvents],
  ["ring", ringTable, ringStates, ringEvents],
];

/** A seeded generator (mulberry32), so that a failing sequence can be run again. */
function random(seed: number) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const after = (table: Record<string, Record<string, Outcome<string>>>, state: string, event: string) => {
  const outcome = table[state]?.[event];
  if (!outcome) throw new Error(`no cell ${state} × ${event}`);
  return "next" in outcome ? outcome.next : state;
};

describe.each(tables)("R2 the table of a %s", (_name, table, states, events) => {
  it("has an outcome in every cell, and each next state exists", () => {
    for (const state of states) {
      for (const event of events) expect(states).toContain(after(table, state, event));
    }
    expect(Object.keys(table)).toHaveLength(states.length);
  });
});

describe("R2 precedence", () => {
  it("an ended call absorbs whatever arrives, in 500 random sequences", () => {
    const next = random(20);
    for (let run = 0; run < 500; run++) {
      let state: string = "ringing";
      let hasEnded = false;
      for (let step = 0; step < 12; step++) {
        const event = callEvents[Math.floor(next() * callEvents.length)] ?? "end";
        state = after(callTable, state, event);
        hasEnded ||= event === "end";
        expect(state === "ended").toBe(hasEnded);
      }
    }
  });

  it("who answered is not made missed or declined by what arrives late, in 500 random sequences", () => {
    const next = random(21);
    const late = ["decline", "expire", "ring", "answer"] as const;
    for (let run = 0; run < 500; run++) {
      let state = after(participantTable, "ringing", "answer");
      for (let step = 0; step < 8; step++) {
        state = after(participantTable, state, late[Math.floor(next() * late.length)] ?? "expire");
      }
      expect(state).toBe("connected");
    }
  });

  it("an answered ring is never stopped by another event", () => {
    for (const event of ["answered_elsewhere", "cancel", "expire", "decline", "answer"]) {
      expect(after(ringTable, "answered", event)).toBe("answered");
    }
  });
});

it("every event gives a guard that leads to one state", () => {
  expect(callEvents.map((event) => callGuard(event).next)).toEqual(["active", "ended"]);
  expect(participantEvents.map((event) => `${event} ${participantGuard(event).next}`)).toEqual([
    "ring ringing",
    "knock waiting",
    "busy busy",
    "answer connected",
    "rejoin connected",
    "decline declined",
    "expire missed",
    "cancel missed",
    "leave left",
  ]);
  expect(ringEvents.map((event) => ringGuard(event).next)).toEqual([
    "ringing",
    "answered",
    "stopped",
    "stopped",
    "stopped",
    "stopped",
    "stopped",
  ]);
});

import { describe, expect, it } from "vitest";
import { moveStates } from "../handoff/contract";
import { moveEvents, moveGuard, moveTable } from "../handoff/transitions";
import { random } from "../testing";
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
  ["move", moveTable, moveStates, moveEvents],
];

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

describe("R6 who is gone", () => {
  it("rings, knocks or goes in again, and comes to no other state, in 500 random sequences", () => {
    const next = random(22);
    for (let run = 0; run < 500; run++) {
      let state: string = "ringing";
      for (let step = 0; step < 20; step++) {
        const event = participantEvents[Math.floor(next() * participantEvents.length)] ?? "ring";
        const before = state;
        state = after(participantTable, state, event);
        // Nobody gets onto a call but by answering what rings, or by going in again.
        if (state === "connected" && before !== "connected") expect(["answer", "rejoin"]).toContain(event);
        if (before === "connected" && state !== "connected") expect(event).toBe("leave");
      }
    }
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
    const late = ["decline", "expire", "ring", "knock", "busy", "answer", "rejoin", "cancel"] as const;
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
  expect(moveEvents.map((event) => moveGuard(event).next)).toEqual(["connecting", "moved", "failed"]);
});

const cell = (outcome: Outcome<string> | undefined) => {
  if (!outcome) return "";
  if ("next" in outcome) return `**${outcome.next}**`;
  return "refused" in outcome ? `refused: \`${outcome.refused}\`` : outcome.ignored;
};

const rendered = tables
  .map(([name, table, states, events]) => {
    const rows = states.map((state) =>
      [state, ...events.map((event) => cell(table[state]?.[event]))].join(" | "),
    );
    const head = ["", ...events].join(" | ");
    return `## A ${name}\n\n| ${head} |\n|${" --- |".repeat(events.length + 1)}\n${rows.map((row) => `| ${row} |`).join("\n")}\n`;
  })
  .join("\n");

it("is in the docs as it is in the code (npx vitest -u writes it)", async () => {
  const text = `# The ring machine

What each event does to each state: the next state in bold, why nothing happens, or the refusal. Made from \`server/calls/transitions.ts\` and, for a
move, \`server/handoff/transitions.ts\`, from which \`server/calls/guard.ts\` also makes the WHERE of every guarded update.

${rendered}
## A device's role on a call

An admission is **active**, **standby** or **companion**. A person has exactly one active one while connected, at most one standby, at most four beside the active one, and one a device
(unique indexes \`admissions_active\`, \`admissions_standby\`).

| what happens | to the active one | to the standby one | to a companion |
| --- | --- | --- | --- |
| take | stays | is admitted, for 10 s | its own becomes standby, with the rights of a call |
| seen (compare-and-set) | ends, is put out 1 s later; a companion's taker makes it a companion | becomes **active** | stays |
| the move fails | stays | ends; was it a companion, it is one again | stays |
| its page closes, its connection is lost | seat kept 10 s, 60 s; not lapsed while a standby one is there | the move fails at once | seat kept 10 s, 60 s, then it alone is gone |
| leave, pressed on it | the person leaves, all three end | the move fails | it alone leaves |
| loaded anew (join, take, accompany) | a new admission, the others stay | a new admission, 10 s more | a new admission |
| its device is signed out | the person leaves, unless a standby one takes its place | the move fails | it alone leaves |
| hold, and the end of the call | as ever | the move fails | stays, and ends with the call |
`;
  await expect(text).toMatchFileSnapshot("../../docs/ring-machine.md");
});

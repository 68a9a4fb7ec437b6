import { beforeEach, describe, expect, it } from "vitest";
import { nextDue } from "./due";
import type { Effect } from "./effect";
import type { Event, Heard } from "./event";
import { keyId } from "./key-id";
import { type Agreement, begin } from "./state";
import { step } from "./step";
import { viewOf } from "./view";

type Untimed<One> = One extends unknown ? Omit<One, "now"> : never;

let state: Agreement;
let now = 0;
beforeEach(() => {
  now = 0;
  state = begin({ me: "me", fingerprint: "my keys", kind: "user", isRinging: false, host: "host" });
});

/** What is done after an event, without what a list's hash brings. */
function on(event: Untimed<Event>): Effect[] {
  const [next, effects] = step(state, { ...event, now });
  state = next;
  const [hashed, more] = step(state, { type: "hashed", version: state.version, hash: state.rosterText, now });
  state = hashed;
  return [...effects, ...more];
}
const hear = (...messages: Heard[]) => on({ type: "heard", messages });
const announce = (from: string, kind: "user" | "recorder" = "user") =>
  hear({ type: "announce", from, kind, fingerprint: `keys of ${from}` });
const roster = (...ids: string[]) => on({ type: "roster", roster: new Set(["me", ...ids]) });
/** As the caller of a call that rings has it. */
const rings = () => on({ type: "roster", roster: new Set(["me"]), isSilent: true });
const key = (from: string, generation: number, advance = 0): Heard => ({
  type: "key",
  from,
  generation,
  advance,
  rosterHash: state.rosterText,
});
const ack = (from: string, generation: number, advance = 0): Heard =>
  ({ ...key(from, generation, advance), type: "ack" }) as Heard;
const only = <Type extends Effect["type"]>(effects: Effect[], type: Type) =>
  effects.filter((one): one is Extract<Effect, { type: Type }> => one.type === type);
const pass = (ms: number) => {
  now += ms;
  return on({ type: "tick" });
};
/** Everybody's newest key is there, so that nobody asks for any. */
const all = (...ids: string[]) => hear(...ids.map((id) => key(id, 0)));

describe("E1 rule 1", () => {
  it("the first who joins gets the advanced key at once, those of the next 300 ms one together", () => {
    for (const id of ["bo", "cy", "dee", "ed"]) announce(id);
    expect(only(roster("bo"), "send")).toMatchObject([
      { generation: 0, advance: 0, to: ["bo"], reason: "start" },
    ]);
    all("bo");
    hear(ack("bo", 0));
    now += 1000;
    expect(only(roster("bo", "cy"), "send")).toMatchObject([
      { generation: 0, advance: 1, to: ["cy"], reason: "join" },
    ]);
    hear(ack("cy", 0, 1));
    now += 100;
    expect(only(roster("bo", "cy", "dee"), "send")).toEqual([]);
    now += 100;
    expect(only(roster("bo", "cy", "dee", "ed"), "send")).toEqual([]);
    expect(only(pass(100), "send")).toMatchObject([{ advance: 2, to: ["dee", "ed"] }]);
    expect(state.own.get(0)?.advance).toBe(2);
  });

  it("who is there alone sends under a key already, and the first who joins later gets it advanced", () => {
    expect(only(roster(), "use")).toEqual([{ type: "use", generation: 0, advance: 0 }]);
    now += 1000;
    announce("bo");
    expect(only(roster("bo"), "send")).toMatchObject([{ generation: 0, advance: 1, to: ["bo"] }]);
  });

  it("who was there before anything was said reads all of it, however late they are heard of", () => {
    roster("bo", "cy");
    now += 1000;
    expect(only(announce("bo"), "send")).toMatchObject([{ generation: 0, advance: 0, to: ["bo"] }]);
    now += 1000;
    announce("dee");
    expect(only(roster("bo", "cy", "dee"), "send")).toMatchObject([{ advance: 1, to: ["dee"] }]);
  });

  it("whoever answers first reads what the caller sends from then on, and the next one nothing of before", () => {
    rings();
    now += 20_000;
    roster("bo");
    now += 1000;
    expect(only(announce("bo"), "send")).toMatchObject([{ generation: 0, advance: 0, to: ["bo"] }]);
    hear(ack("bo", 0));
    announce("cy");
    expect(only(roster("bo", "cy"), "send")).toEqual([]);
    expect(only(pass(300), "send")).toMatchObject([{ advance: 1, to: ["cy"] }]);
  });

  it("the eighth makes a fresh generation", () => {
    const ids = Array.from({ length: 9 }, (_, at) => `p${at}`);
    for (const id of ids) announce(id);
    for (let at = 0; at < 8; at++) {
      roster(...ids.slice(0, at + 1));
      hear(...ids.slice(0, at + 1).map((id) => ack(id, 0)));
      now += 1000;
    }
    expect(state.own.get(0)?.advance).toBe(7);
    const effects = roster(...ids);
    expect(only(effects, "make")).toEqual([{ type: "make", generation: 1 }]);
    expect(only(effects, "send").at(-1)).toMatchObject({ generation: 1, advance: 0, to: ids });
    expect(only(hear(...ids.map((id) => ack(id, 1))), "use")).toEqual([
      { type: "use", generation: 1, advance: 0 },
    ]);
  });
});

describe("E1 rule 2", () => {
  beforeEach(() => {
    for (const id of ["bo", "cy", "dee"]) announce(id);
    roster("bo", "cy", "dee");
    all("bo", "cy", "dee");
    hear(...["bo", "cy", "dee"].map((id) => ack(id, 0)));
  });

  it("who leaves within 300 ms is out with one fresh key, used when all have it", () => {
    roster("bo", "cy");
    now += 100;
    roster("bo");
    expect(only(pass(200), "send")).toMatchObject([{ generation: 1, to: ["bo"], reason: "leave" }]);
    expect(state.current).toBe(0);
    expect(only(hear(ack("bo", 1)), "use")).toEqual([{ type: "use", generation: 1, advance: 0 }]);
  });

  it("or after two seconds", () => {
    roster("bo", "cy");
    pass(300);
    expect(only(pass(1999), "use")).toEqual([]);
    expect(only(pass(1), "use")).toEqual([{ type: "use", generation: 1, advance: 0 }]);
  });

  it("alone, a fresh key is used at once, though there is nobody to send it to", () => {
    roster();
    const effects = pass(300);
    expect(only(effects, "use")).toEqual([{ type: "use", generation: 1, advance: 0 }]);
    expect(only(effects, "send")).toEqual([]);
  });

  it("a number is not used again while its ids are kept", () => {
    for (let generation = 1; generation <= 31; generation++) {
      on({ type: "roster", roster: new Set(["me", "bo", ...(generation % 2 ? [] : ["cy", "dee"])]) });
      state = { ...state, fresh: { at: now, reason: "leave" } };
      pass(0);
      hear(...["bo", "cy", "dee"].map((id) => ack(id, generation)));
      expect(state.current).toBe(generation);
    }
    state = { ...state, fresh: { at: now, reason: "leave" } };
    expect(only(pass(0), "make")).toEqual([]);
    const due = nextDue(state, now) ?? 0;
    expect(due).toBeGreaterThan(now);
    const effects: Effect[] = [];
    for (let at = 0; at < 100 && only(effects, "make").length === 0; at++) {
      now = Math.max(nextDue(state, now) ?? now, now + 1);
      effects.push(...on({ type: "tick" }));
    }
    const order = effects.filter(
      (one) => (one.type === "forget" && one.sender === "me" && one.generation === 0) || one.type === "make",
    );
    expect(order.map(({ type }) => type)).toEqual(["forget", "make"]);
  });
});

describe("E1 rule 3", () => {
  it("keys whose ids a newer one takes are forgotten before it is set", () => {
    announce("bo");
    roster("bo");
    hear(key("bo", 1, 2));
    const effects = hear(key("bo", 33));
    expect(keyId(1, 2)).toBe(keyId(33, 2));
    expect(effects.filter(({ type }) => type === "forget" || type === "install")).toEqual([
      { type: "forget", sender: "bo", generation: 1, advance: 2 },
      { type: "install", sender: "bo", generation: 33, advance: 0 },
    ]);
    expect(only(hear(key("bo", 1)), "install")).toEqual([]);
  });

  it("an older one that comes late is taken, and kept for ten seconds", () => {
    announce("bo");
    roster("bo");
    hear(key("bo", 4));
    expect(only(hear(key("bo", 3)), "install")).toHaveLength(1);
    expect(only(pass(9999), "forget")).toEqual([]);
    expect(only(pass(1), "forget")).toEqual([{ type: "forget", sender: "bo", generation: 3, advance: 0 }]);
    expect(only(hear(key("bo", 3)), "install")).toEqual([]);
  });
});

describe("E1 rule 4", () => {
  it("who has no key asks at most every two seconds, is told so for five, and then why", () => {
    announce("bo");
    roster("bo");
    expect(viewOf(state, now).phase).toBe("securing");
    const asked: number[] = [];
    for (; now < 6000; now += 50)
      if (only(on({ type: "unreadable", sender: "bo" }), "need").length > 0) asked.push(now);
    expect(asked).toEqual([0, 2000, 4000]);
    expect(viewOf(state, 4999).phase).toBe("securing");
    expect(viewOf(state, 5000)).toMatchObject({ phase: "trouble", trouble: "no_keys" });
    hear(key("bo", 0));
    expect(viewOf(state, now)).toMatchObject({
      phase: "secure",
      members: [{ admissionId: "bo", isSecured: true }],
    });
  });

  it("is asked for 400 ms after its sender was heard of, who could not answer before", () => {
    roster("bo");
    now += 300;
    announce("bo");
    expect(only(pass(399), "need")).toEqual([]);
    expect(only(pass(1), "need")).toEqual([{ type: "need", to: "bo" }]);
    expect(only(pass(1999), "need")).toEqual([]);
    expect(only(pass(1), "need")).toEqual([{ type: "need", to: "bo" }]);
  });

  it("only who is on the list is answered, and not more than once a second", () => {
    announce("bo");
    announce("eve");
    roster("bo");
    now += 100;
    expect(only(hear({ type: "need", from: "eve" }), "send")).toEqual([]);
    expect(only(hear({ type: "need", from: "bo" }), "send")).toMatchObject([{ to: ["bo"], reason: "need" }]);
    expect(only(hear({ type: "need", from: "bo" }), "send")).toEqual([]);
  });
});

describe("E1 rule 5", () => {
  /** All keys are there and acknowledged, and the present list is known to all. */
  const settle = (...ids: string[]) => {
    for (const id of ids) announce(id);
    roster(...ids);
    all(...ids);
    hear(...ids.map((id) => ack(id, 0)));
    pass(2000);
  };

  it("somebody who joined is told of after two seconds to who has heard nothing since", () => {
    settle("bo", "cy");
    now += 5000;
    announce("dee");
    const came = [...roster("bo", "cy", "dee"), ...hear(key("dee", 0), ack("dee", 0, 1))];
    expect(only(came, "send")).toMatchObject([{ to: ["dee"] }]);
    expect(only(pass(1999), "ack")).toEqual([]);
    expect(only(pass(1), "ack")).toEqual([
      { type: "ack", to: "bo", generation: 0, advance: 0 },
      { type: "ack", to: "cy", generation: 0, advance: 0 },
    ]);
    expect(only(pass(60_000), "ack")).toEqual([]);
  });

  it("in a large call it is told to the next two on the list alone", () => {
    const ids = Array.from({ length: 12 }, (_, at) => `m${at + 10}`);
    settle(...ids);
    announce("zed");
    roster(...ids, "zed");
    hear(key("zed", 0), ack("zed", 0, 1));
    const told = only(pass(2000), "ack").map(({ to }) => to);
    // In the order of the list, me stands before zed, and after zed it begins anew.
    expect(told).toEqual(["m10"]);
  });

  it("another list than one's own is trouble after ten seconds, and none once it is the same", () => {
    settle("bo");
    hear({ ...ack("bo", 0), rosterHash: "another" } as Heard);
    expect(viewOf(state, now + 9999)).toMatchObject({ trouble: null });
    expect(viewOf(state, now + 10_000)).toMatchObject({ trouble: "different_lists" });
    expect(only(pass(3000), "need")).toEqual([{ type: "need", to: "bo" }]);
    hear(ack("bo", 0));
    expect(viewOf(state, now + 10_000)).toMatchObject({ phase: "secure" });
  });
});

describe("E1 a key of who is not on the list", () => {
  it("waits for five seconds", () => {
    announce("bo");
    expect(hear(key("bo", 0))).toEqual([]);
    now += 4999;
    expect(only(roster("bo"), "install")).toHaveLength(1);
    announce("cy");
    hear(key("cy", 0));
    expect(only(pass(5000), "discard")).toEqual([
      { type: "discard", sender: "cy", generation: 0, advance: 0, isLate: true },
    ]);
    expect(only(roster("bo", "cy"), "install")).toEqual([]);
  });

  it("64 wait at most", () => {
    announce("bo");
    const keys = Array.from({ length: 70 }, (_, generation) => key("bo", generation));
    expect(only(hear(...keys), "discard")).toHaveLength(6);
    expect(state.waiting).toHaveLength(64);
  });
});

describe("E1 the host's words", () => {
  it("lock: who announces themselves later is no member until it is open again", () => {
    for (const id of ["host", "bo"]) announce(id);
    roster("host", "bo");
    hear({ type: "lock", from: "bo", isLocked: true });
    expect(state.lockedTo).toBeNull();
    hear({ type: "lock", from: "host", isLocked: true });
    announce("cy");
    expect(only(roster("host", "bo", "cy"), "send")).toEqual([]);
    expect([...state.members]).toEqual(["host", "bo"]);
    hear({ type: "lock", from: "host", isLocked: false });
    expect([...state.members]).toEqual(["host", "bo", "cy"]);
  });

  it("a recorder is a member from the host's word on, and until it is taken back", () => {
    announce("host");
    announce("recorder", "recorder");
    roster("host", "recorder");
    expect([...state.members]).toEqual(["host"]);
    hear({ type: "rec", from: "host", recorder: "recorder", isOn: true });
    expect([...state.members]).toEqual(["host", "recorder"]);
    hear({ type: "rec", from: "host", recorder: "recorder", isOn: false });
    expect([...state.members]).toEqual(["host"]);
    expect(state.fresh).toMatchObject({ reason: "leave" });
  });
});

describe("E1 rule 8", () => {
  it("who rings is in no list, gets the present key held once, and nothing else", () => {
    rings();
    announce("bo");
    const effects = on({ type: "ringing", ringing: new Set(["bo", "cy"]) });
    expect(only(effects, "hold")).toEqual([{ type: "hold", generation: 0, advance: 0, to: "bo" }]);
    expect(only(announce("cy"), "hold")).toMatchObject([{ to: "cy" }]);
    expect(state.rosterText).toBe("me my keys");
    const after = [
      ...Array.from({ length: 20 }, () => pass(500)).flat(),
      ...hear({ type: "need", from: "bo" }),
    ];
    expect(after).toEqual([]);
  });
});

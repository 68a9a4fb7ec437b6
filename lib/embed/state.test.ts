import { describe, expect, it } from "vitest";
import { begun, type Session } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";
import { type Known, stateOf } from "./state";

const atDoor: Known = { session: null, call: null, standing: "outside", problem: null };
const sending = { microphone: true, camera: false, share: true };
const here: Session = { ...begun("call", "video"), phase: "connected", sending };
const callOf = (...states: string[]) =>
  ({ participants: states.map((state) => ({ state, person: { name: "Ana" } })) }) as LiveCall;
const over = (reason: "left" | "ended_by_host" | "unreachable" | "alone"): Session => ({
  phase: "over",
  callId: "call",
  reason,
  people: [],
  deviceName: null,
  failure: null,
  stage: null,
});

describe("what the site around a meeting is told", () => {
  it("is nothing but where this person is, before they are in", () => {
    const nothing = { participants: 0, microphone: false, camera: false, end: null, problem: null };
    expect(stateOf(atDoor)).toEqual({ ...nothing, phase: "door" });
    expect(stateOf({ ...atDoor, standing: "waiting", call: callOf("connected") })).toEqual({
      ...nothing,
      phase: "waiting",
    });
    expect(stateOf({ ...atDoor, session: begun("call", "video") })).toEqual({ ...nothing, phase: "door" });
  });

  it("is then how many are there, and what this person sends", () => {
    expect(stateOf({ ...atDoor, session: here, call: callOf("connected", "connected", "left") })).toEqual({
      phase: "in",
      participants: 2,
      microphone: true,
      camera: false,
      end: null,
      problem: null,
    });
    expect(stateOf({ ...atDoor, session: here }).participants).toBe(1);
  });

  it("is at last why it ended", () => {
    const endOf = (session: Session, standing: Known["standing"] = "outside") =>
      stateOf({ ...atDoor, session, standing });
    expect(endOf(over("left"))).toMatchObject({ phase: "over", end: "left", participants: 0 });
    expect(endOf(over("unreachable")).end).toBe("lost");
    expect(endOf(over("ended_by_host")).end).toBe("ended_by_host");
    expect(endOf(over("alone")).end).toBe("ended");
    expect(endOf(over("left"), "removed").end).toBe("removed");
  });

  it("names nobody", () => {
    expect(JSON.stringify(stateOf({ ...atDoor, session: here, call: callOf("connected") }))).not.toContain(
      "Ana",
    );
  });
});

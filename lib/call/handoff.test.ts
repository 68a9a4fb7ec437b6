import { describe, expect, it } from "vitest";
import type { Elsewhere, LiveState, Move } from "@/server/live/contract";
import { callsElsewhere, canMove, handedHere } from "./handoff";
import { aCall, aState } from "./live.fixture";

const move: Move = { moveId: "m", deviceId: "here", deviceName: "Here", state: "asked", reason: null };
const elsewhere: Elsewhere = {
  callId: "1",
  media: "video",
  isEncrypted: true,
  deviceId: "there",
  deviceName: "There",
  people: [],
  answeredAt: 5,
  carried: { microphone: true, camera: false },
  layout: null,
  move: null,
};
const call = aCall({ callId: "1", media: "video", role: "companion" });
const state = (part: Partial<LiveState>): LiveState => aState({ elsewhere: [elsewhere], ...part });

describe("R8 a call on another device of mine", () => {
  it("is elsewhere, unless this device has a part in it", () => {
    expect(callsElsewhere(null)).toEqual([]);
    expect(callsElsewhere(state({}))).toEqual([elsewhere]);
    expect(callsElsewhere(state({ call }))).toEqual([]);
    expect(callsElsewhere(state({ call: { ...call, callId: "2" } }))).toEqual([elsewhere]);
  });

  it("is elsewhere again once this device has left it, or its own one is over", () => {
    expect(callsElsewhere(state({ call: { ...call, admissionId: null } }))).toEqual([elsewhere]);
    expect(callsElsewhere(state({ call: { ...call, state: "ended" } }))).toEqual([elsewhere]);
  });

  it("is handed to this device where that is asked, and to no other", () => {
    const handed = { ...elsewhere, move };
    expect(handedHere(state({ elsewhere: [handed] }))).toEqual(handed);
    expect(handedHere(state({ elsewhere: [handed], deviceId: "third" }))).toBeNull();
    for (const over of ["connecting", "failed"] as const)
      expect(handedHere(state({ elsewhere: [{ ...handed, move: { ...move, state: over } }] }))).toBeNull();
  });

  it("can move once somebody has answered", () => {
    expect(canMove(elsewhere)).toBe(true);
    expect(canMove({ answeredAt: null })).toBe(false);
  });
});

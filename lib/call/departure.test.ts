import { describe, expect, it } from "vitest";
import type { Elsewhere, Move } from "@/server/live/contract";
import { departureOf } from "./departure";

const elsewhere = (move: Move | null = null): Elsewhere => ({
  callId: "call",
  media: "video",
  isEncrypted: true,
  deviceId: "phone",
  deviceName: "Pixel 9",
  people: [],
  answeredAt: 0,
  carried: { microphone: true, camera: true },
  layout: null,
  move,
});
const failed: Move = {
  moveId: "1",
  deviceId: "me",
  deviceName: "Laptop",
  state: "failed",
  reason: "too_slow",
};

describe("R8 a device that is on a call no more", () => {
  it("has handed it to the device where it runs now", () => {
    const end = departureOf({ elsewhere: [elsewhere()] }, { callId: "call", role: "active" }, "left");
    expect(end).toMatchObject({ reason: "moved", deviceName: "Pixel 9" });
  });

  it("was to take it and has not, with the reason where it is known", () => {
    const standby = { callId: "call", role: "standby" } as const;
    expect(departureOf({ elsewhere: [elsewhere(failed)] }, standby, "left")).toMatchObject({
      reason: "move_failed",
      failure: "too_slow",
      deviceName: "Pixel 9",
    });
    expect(departureOf({ elsewhere: [elsewhere()] }, standby, "left").failure).toBeNull();
  });

  it("has left, where it was a second screen or the call runs on none of mine", () => {
    const companion = { callId: "call", role: "companion" } as const;
    expect(departureOf({ elsewhere: [elsewhere()] }, companion, "left")).toEqual({ reason: "left" });
    expect(departureOf({ elsewhere: [] }, { callId: "call", role: "active" }, "hung_up")).toEqual({
      reason: "hung_up",
    });
    const other = { callId: "another", role: "active" } as const;
    expect(departureOf({ elsewhere: [elsewhere()] }, other, "left")).toEqual({ reason: "left" });
  });
});

import { describe, expect, it } from "vitest";
import type { LiveState } from "@/server/live/contract";
import { ringOf } from "./ring";

const ana = { id: "a", handle: "ana", name: "Ana", pictureUrl: null };
const incoming = {
  callId: "1",
  media: "video" as const,
  isEncrypted: true,
  from: ana,
  others: [],
  topic: null,
  fromParticipantId: "caller",
  isRunning: false,
  isQuiet: false,
  tone: null,
  ringMsLeft: 9,
  isWaiting: false,
};
const call = {
  callId: "2",
  state: "active" as const,
  media: "audio" as const,
  isEncrypted: true,
  topic: null,
  admissionId: "seat",
  role: "active" as const,
  move: null,
  participants: [],
  ringingDevices: 0,
  ringingAdmissions: [],
  startedAt: 0,
  answeredAt: 0,
  endsAt: null,
  endReason: null,
};
const state = (part: Partial<LiveState>): LiveState => ({
  version: "v",
  serverNow: 0,
  deviceId: "d",
  userId: "u",
  incoming: [],
  stopped: [],
  call: null,
  held: [],
  joinable: [],
  elsewhere: [],
  callbacks: [],
  reminders: [],
  counters: { missed: 0, requests: 0, contacts: 0 },
  ...part,
});

describe("R1 what a device is about", () => {
  it("is nothing before the first state, and where nothing happens", () => {
    expect(ringOf(null).kind).toBe("nothing");
    expect(ringOf(state({})).kind).toBe("nothing");
  });

  it("is an incoming call, quiet while this device is on another", () => {
    expect(ringOf(state({ incoming: [incoming] })).kind).toBe("incoming");
    expect(ringOf(state({ incoming: [incoming], call })).kind).toBe("waiting");
  });

  it("R13 is a silent card for a quiet ring, and R4 on the other devices of a person on a call", () => {
    expect(ringOf(state({ incoming: [{ ...incoming, isQuiet: true }] })).kind).toBe("quiet");
    expect(ringOf(state({ incoming: [{ ...incoming, isWaiting: true }] })).kind).toBe("quiet");
  });

  it("rings for the call that may make a sound, where a quiet one came first", () => {
    const quiet = { ...incoming, callId: "0", isQuiet: true };
    expect(ringOf(state({ incoming: [quiet, incoming] }))).toMatchObject({ kind: "incoming", incoming });
  });

  it("is no longer incoming once it was answered or declined here", () => {
    expect(ringOf(state({ incoming: [incoming] }), new Set(["1"])).kind).toBe("nothing");
  });

  it("is outgoing while it rings, then active, then nothing", () => {
    expect(ringOf(state({ call: { ...call, state: "ringing" } })).kind).toBe("outgoing");
    expect(ringOf(state({ call })).kind).toBe("active");
    expect(ringOf(state({ call: { ...call, state: "ended" } })).kind).toBe("nothing");
    expect(ringOf(state({ call: { ...call, admissionId: null } })).kind).toBe("nothing");
  });

  it("is elsewhere when another device of mine is on a call", () => {
    const elsewhere = [
      {
        callId: "3",
        media: "video" as const,
        isEncrypted: true,
        deviceId: "d",
        deviceName: "Pixel 9",
        people: [ana],
        answeredAt: null,
        carried: { microphone: true, camera: true },
        move: null,
      },
    ];
    expect(ringOf(state({ elsewhere })).kind).toBe("elsewhere");
    expect(ringOf(state({ elsewhere, incoming: [incoming] })).kind).toBe("incoming");
  });
});

import { describe, expect, it } from "vitest";
import { aCall, aState } from "./live.fixture";
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
const call = aCall();

describe("R1 what a device is about", () => {
  it("is nothing before the first state, and where nothing happens", () => {
    expect(ringOf(null).kind).toBe("nothing");
    expect(ringOf(aState({})).kind).toBe("nothing");
  });

  it("is an incoming call, quiet while this device is on another", () => {
    expect(ringOf(aState({ incoming: [incoming] })).kind).toBe("incoming");
    expect(ringOf(aState({ incoming: [incoming], call })).kind).toBe("waiting");
  });

  it("R13 is a silent card for a quiet ring, and R4 on the other devices of a person on a call", () => {
    expect(ringOf(aState({ incoming: [{ ...incoming, isQuiet: true }] })).kind).toBe("quiet");
    expect(ringOf(aState({ incoming: [{ ...incoming, isWaiting: true }] })).kind).toBe("quiet");
  });

  it("rings for the call that may make a sound, where a quiet one came first", () => {
    const quiet = { ...incoming, callId: "0", isQuiet: true };
    expect(ringOf(aState({ incoming: [quiet, incoming] }))).toMatchObject({ kind: "incoming", incoming });
  });

  it("is no longer incoming once it was answered or declined here", () => {
    expect(ringOf(aState({ incoming: [incoming] }), new Set(["1"])).kind).toBe("nothing");
  });

  it("is outgoing while it rings, then active, then nothing", () => {
    expect(ringOf(aState({ call: { ...call, state: "ringing" } })).kind).toBe("outgoing");
    expect(ringOf(aState({ call })).kind).toBe("active");
    expect(ringOf(aState({ call: { ...call, state: "ended" } })).kind).toBe("nothing");
    expect(ringOf(aState({ call: { ...call, admissionId: null } })).kind).toBe("nothing");
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
        layout: null,
        move: null,
      },
    ];
    expect(ringOf(aState({ elsewhere })).kind).toBe("elsewhere");
    expect(ringOf(aState({ elsewhere, incoming: [incoming] })).kind).toBe("incoming");
  });
});

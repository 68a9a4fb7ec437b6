import { Track } from "livekit-client";
import { describe, expect, it } from "vitest";
import type { Incoming, Outgoing, Sample } from "@/lib/media/samples";
import { qualityReport } from "@/server/quality/contract";
import { reportOf } from "./report-of";

const flow = {
  identity: "bo",
  source: Track.Source.Microphone,
  kbps: 0,
  packets: 0,
  loss: null,
  jitterMs: null,
  codec: null,
  width: null,
  height: null,
  framesPerSecond: null,
};
const incoming = (change: Partial<Incoming>): Incoming => ({
  ...flow,
  concealed: null,
  jitterBufferMs: null,
  freezes: 0,
  freezeMs: 0,
  ...change,
});
const outgoing = (change: Partial<Outgoing>): Outgoing => ({
  ...flow,
  roundTripMs: null,
  limitedBy: null,
  ...change,
});
const sample = (change: Partial<Sample>): Sample => ({
  at: 0,
  spanMs: 10_000,
  incoming: [],
  outgoing: [],
  up: null,
  down: null,
  ...change,
});
const whole = (change: Partial<Sample>) =>
  qualityReport.parse({
    callId: crypto.randomUUID(),
    admissionId: crypto.randomUUID(),
    sequence: 0,
    ...reportOf(sample(change)),
  });

describe("A5 what a device reports", () => {
  it("is nothing where nothing flows, and is taken all the same", () => {
    expect(whole({})).toMatchObject({ lossDown: null, videoUpKbps: null, concealed: null, freezes: 0 });
  });

  it("is of all people together: rates are sums, loss is of all packets, sound is of those who are heard", () => {
    const camera = { source: Track.Source.Camera, codec: "vp8" };
    const report = whole({
      incoming: [
        incoming({ kbps: 30, packets: 500, loss: 0.1, concealed: 0.06, jitterBufferMs: 40, jitterMs: 3 }),
        incoming({ kbps: 20, packets: 500, loss: 0, concealed: 0.02, jitterBufferMs: 80, jitterMs: 9 }),
        incoming({ kbps: 0, concealed: 0.9 }),
        incoming({
          ...camera,
          kbps: 400,
          packets: 1_000,
          loss: 0.02,
          width: 640,
          height: 360,
          framesPerSecond: 24,
          freezes: 1,
        }),
        incoming({ ...camera, kbps: 900, width: 1_280, height: 720, framesPerSecond: 30, freezes: 2 }),
      ],
    });
    expect(report).toMatchObject({
      audioDownKbps: 50,
      videoDownKbps: 1_300,
      lossDown: 0.035,
      concealed: 0.04,
      jitterBufferMs: 60,
      jitterMs: 9,
      width: 1_280,
      height: 720,
      framesPerSecond: 30,
      freezes: 3,
      codec: "vp8",
      videoUpKbps: null,
    });
  });

  it("is the worst of what is sent, and never more than the server takes", () => {
    const report = whole({
      outgoing: [
        outgoing({ kbps: 28, packets: 100, loss: 0.2 }),
        outgoing({ source: Track.Source.Camera, kbps: 250_000, codec: "rtx", limitedBy: "bandwidth" }),
        outgoing({ source: Track.Source.ScreenShare, kbps: 0, limitedBy: "none" }),
      ],
      up: {
        type: "relay",
        protocol: "tls",
        roundTripMs: 90_000,
        availableKbps: 1,
        countsAnswers: true,
        received: 0,
      },
    });
    expect(report).toMatchObject({
      audioUpKbps: 28,
      videoUpKbps: 100_000,
      lossUp: 0.2,
      limitedBy: "bandwidth",
      roundTripMs: 60_000,
      codec: null,
      connectionType: "relay",
      connectionProtocol: "tls",
    });
  });
});

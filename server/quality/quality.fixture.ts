import type { QualityReport } from "./contract";

/** A report of a call that goes well. */
export const report = (
  of: { callId: string; admissionId: string },
  change: Partial<QualityReport> = {},
): QualityReport => ({
  callId: of.callId,
  admissionId: of.admissionId,
  sequence: 1,
  roundTripMs: 20,
  jitterMs: 3,
  lossDown: 0,
  lossUp: 0,
  audioUpKbps: 30,
  videoUpKbps: 1_000,
  audioDownKbps: 30,
  videoDownKbps: 1_200,
  width: 1_280,
  height: 720,
  framesPerSecond: 30,
  freezes: 0,
  concealed: 0,
  jitterBufferMs: 40,
  videoBufferMs: 50,
  codec: "vp8",
  connectionType: "host",
  connectionProtocol: "udp",
  limitedBy: "none",
  ...change,
});

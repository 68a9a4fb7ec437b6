import { describe, expect, it } from "vitest";
import type { QualityReport } from "./contract";
import { adviceFor, isWeak, mosOf } from "./judge";
import { report } from "./quality.fixture";

const of = (change: Partial<QualityReport>) => report({ callId: "", admissionId: "" }, change);

describe("A5 what the server makes of a report", () => {
  it("hears nothing wrong where nothing is, and nothing where nothing is heard", () => {
    expect(mosOf(of({ roundTripMs: 2, jitterBufferMs: 30, concealed: 0 }), 2)).toBeCloseTo(4.41, 2);
    expect(mosOf(of({ concealed: null }), 2)).toBeNull();
  });

  it("counts the others' way to the SFU, and takes it to be as long as one's own where nobody told", () => {
    const heard = of({ roundTripMs: 200, jitterBufferMs: 100, concealed: 0 });
    expect(mosOf(heard, null)).toBe(mosOf(heard, 200));
    expect(mosOf(heard, 20)).toBeGreaterThan(mosOf(heard, 400) ?? 5);
  });

  it("advises seven tenths of now, 500 at least, below a score of 3 or above a loss of 5 %", () => {
    expect(adviceFor(of({ lossUp: 0.05, videoUpKbps: 2_000 }), 3)).toBeNull();
    expect(adviceFor(of({ lossUp: 0.051, videoUpKbps: 2_000 }), 4)).toEqual({
      videoKbps: 1_400,
      audioKbps: 24,
    });
    expect(adviceFor(of({ lossUp: 0.2, videoUpKbps: 600 }), 4)?.videoKbps).toBe(500);
    expect(adviceFor(of({ lossDown: 0.2, videoUpKbps: 600 }), 4)).toBeNull();
    expect(adviceFor(of({ videoUpKbps: null }), 2.99)).toEqual({ videoKbps: 500, audioKbps: 24 });
  });

  it("calls a network weak for delay, loss, or a picture that has no room", () => {
    const weak: Partial<QualityReport>[] = [
      { roundTripMs: 151 },
      { lossUp: 0.06 },
      { lossDown: 0.06 },
      { videoUpKbps: 299, limitedBy: "bandwidth" },
    ];
    for (const change of weak) expect(isWeak(of(change)), JSON.stringify(change)).toBe(true);
    const well: Partial<QualityReport>[] = [
      { roundTripMs: 150, lossUp: 0.05, videoUpKbps: 300, limitedBy: "bandwidth" },
      // Nobody wants it larger, or the camera is off.
      { videoUpKbps: 80, limitedBy: "none" },
      { videoUpKbps: null, limitedBy: null },
      { sequence: 0, lossUp: 0.5 },
    ];
    for (const change of well) expect(isWeak(of(change)), JSON.stringify(change)).toBe(false);
  });
});

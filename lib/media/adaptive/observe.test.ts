import { Track } from "livekit-client";
import { describe, expect, it } from "vitest";
import type { Incoming, Outgoing, Sample } from "../samples";
import { TRIAL_MS } from "./ladder";
import { observe, sendsPicture } from "./observe";

const flow = {
  identity: "ana",
  source: Track.Source.Microphone,
  kbps: 30,
  packets: 50,
  loss: 0,
  jitterMs: 0,
  codec: "opus",
  width: null,
  height: null,
  framesPerSecond: null,
};
const incoming = (part: Partial<Incoming> = {}): Incoming => ({
  ...flow,
  concealed: 0,
  jitterBufferMs: 40,
  freezes: 0,
  freezeMs: 0,
  ...part,
});
const outgoing = (part: Partial<Outgoing> = {}): Outgoing => ({
  ...flow,
  roundTripMs: null,
  limitedBy: null,
  ...part,
});
const path = {
  type: "host",
  protocol: "udp",
  roundTripMs: 30,
  availableKbps: 900,
  received: 0,
  countsAnswers: true,
} as const;
const sample = (part: Partial<Sample> = {}): Sample => ({
  at: 1_000,
  spanMs: 1_000,
  incoming: [incoming()],
  outgoing: [outgoing()],
  up: path,
  down: path,
  ...part,
});
const others = { isPoor: false, isFair: false, isSeen: true };
const usual = { isSending: true, sentMs: TRIAL_MS, awaitsPicture: true, shortestMs: 30, others };
const camera = { source: Track.Source.Camera, kbps: 90, packets: 150 };

describe("M2 what is seen of a connection", () => {
  it("up is what the browser may send, and what was lost of its sound; of pictures where it is muted", () => {
    const of = sample({ outgoing: [outgoing({ loss: 0.2 }), outgoing({ ...camera, loss: 0.04 })] });
    const up = { kbps: 900, loss: 0.2, soundLoss: 0.2, concealed: null, roundTripMs: 30 };
    expect(observe(of, of, usual).up).toEqual(up);
    const muted = sample({ outgoing: [outgoing({ kbps: 0 }), outgoing({ ...camera, loss: 0.04 })] });
    expect(observe(muted, muted, usual).up?.loss).toBeCloseTo(0.03);
  });

  it("F15 of one's own speech, what did not reach the SFU; nothing of it while none is sent", () => {
    const of = sample({ outgoing: [outgoing({ loss: 0.3 }), outgoing({ ...camera, loss: 1 })] });
    expect(observe(of, of, usual).reaching).toEqual({ ...others, isBroken: false, lost: 0.3 });
    const holes = [0.1, 0.09].map((concealed) =>
      sample({ incoming: [incoming({ concealed: 0.2 }), incoming({ concealed })] }),
    );
    const broken = holes.map((one) => observe(sample(), one, usual).reaching.isBroken);
    expect(broken).toEqual([true, false]);
    const muted = sample({ outgoing: [outgoing({ loss: 0.3, kbps: 0 })] });
    expect(observe(muted, muted, usual).reaching.lost).toBeNull();
  });

  it("down losses are of all packets together", () => {
    const of = sample({ incoming: [incoming({ loss: 0.2 }), incoming({ ...camera, loss: 0.04 })] });
    expect(observe(of, of, usual).down).toMatchObject({ loss: 0.08, soundLoss: 0.2 });
  });

  it("of a few packets of sound, as in silence, no share is taken", () => {
    const few = { packets: 29, loss: 0.2 };
    const of = sample({
      incoming: [incoming(few), incoming({ ...camera, loss: 0.1 })],
      outgoing: [outgoing(few)],
    });
    const seen = observe(of, of, usual);
    expect([seen.up?.soundLoss, seen.down?.soundLoss]).toEqual([null, null]);
    const enough = sample({ incoming: [incoming({ ...few, packets: 30 })] });
    expect(observe(enough, enough, usual).down?.soundLoss).toBe(0.2);
  });

  it("up a browser that has sent no picture for a while does not know what the way bears", () => {
    expect(observe(sample(), sample(), { ...usual, sentMs: TRIAL_MS - 1 }).up?.kbps).toBeNull();
    expect(sendsPicture(sample())).toBe(false);
    expect(sendsPicture(sample({ outgoing: [outgoing(camera)] }))).toBe(true);
    expect(sendsPicture(sample({ outgoing: [outgoing({ ...camera, kbps: 0 })] }))).toBe(false);
  });

  it("losses are of the longer span, rates of the last second", () => {
    const longer = sample({ incoming: [incoming({ loss: 0.4, concealed: 0.05, kbps: 10 })] });
    const seen = observe(
      sample({ incoming: [incoming({ loss: 0, concealed: 0, kbps: 40 })] }),
      longer,
      usual,
    );
    expect(seen.down).toMatchObject({ kbps: 40, loss: 0.4, concealed: 0.05 });
  });

  it("down nothing tells what the way bears, unless packets are lost or wait", () => {
    const still = sample({ incoming: [incoming(), incoming({ ...camera, kbps: 20 })] });
    expect(observe(still, still, usual).down?.kbps).toBeNull();
    const far = sample({
      incoming: [incoming({ loss: 0.39 }), incoming({ ...camera, kbps: 20, loss: 0.39 })],
    });
    expect(observe(far, far, usual).down?.kbps).toBeNull();
    const lossy = sample({
      incoming: [incoming({ loss: 0.4 }), incoming({ ...camera, kbps: 20, loss: 0.4 })],
    });
    expect(observe(lossy, lossy, usual).down?.kbps).toBe(50);
    const late = {
      ...sample({ incoming: [incoming({ loss: 0.01 }), incoming({ ...camera, kbps: 20, loss: 0.01 })] }),
      down: { ...path, roundTripMs: 180 },
    };
    expect(observe(late, late, usual).down?.kbps).toBe(50);
    expect(observe(late, late, { ...usual, shortestMs: 31 }).down?.kbps).toBeNull();
    expect(observe({ ...late, incoming: still.incoming }, still, usual).down?.kbps).toBeNull();
    expect(observe(late, late, { ...usual, shortestMs: null }).down?.kbps).toBeNull();
  });

  it("down nothing is said of a way on which no picture is to come", () => {
    const lossy = sample({ incoming: [incoming({ loss: 0.5 })] });
    expect(observe(lossy, lossy, { ...usual, awaitsPicture: false }).down?.kbps).toBeNull();
  });

  it("nothing is learned while nothing flows", () => {
    const silent = sample({ incoming: [incoming({ kbps: 0, concealed: 1 })], outgoing: [] });
    expect(observe(silent, silent, usual)).toMatchObject({ up: null, down: null, limitedBy: null });
    expect(observe(silent, silent, usual).concealed.get("ana")).toBeNull();
    expect(observe(sample(), sample(), { ...usual, isSending: false }).up).toBeNull();
  });

  it("the processor counts for a camera that sends alone", () => {
    const busy = (part: Partial<Outgoing>) =>
      sample({ outgoing: [outgoing({ ...camera, limitedBy: "cpu", ...part })] });
    expect(observe(busy({}), busy({}), usual).limitedBy).toBe("cpu");
    expect(observe(busy({ kbps: 0 }), busy({}), usual).limitedBy).toBeNull();
    const screen = busy({ source: Track.Source.ScreenShare });
    expect(observe(screen, screen, usual).limitedBy).toBeNull();
  });
});

import { Track } from "livekit-client";
import { describe, expect, it } from "vitest";
import { between } from "./between";
import type { Reading, Stream } from "./reading";

const still: Stream = {
  identity: "ana",
  source: Track.Source.Microphone,
  isIncoming: true,
  bytes: 0,
  packets: 0,
  lost: 0,
  frames: 0,
  samples: 0,
  concealed: 0,
  bufferedMs: 0,
  emitted: 0,
  freezes: 0,
  freezeMs: 0,
  jitterMs: null,
  roundTripMs: null,
  codec: null,
  width: null,
  height: null,
  limitedBy: null,
};
const reading = (at: number, streams: Record<string, Partial<Stream>>): Reading => ({
  at,
  streams: new Map(Object.entries(streams).map(([id, part]) => [id, { ...still, ...part }])),
  up: null,
  down: null,
});

describe("A5 what went on between two readings", () => {
  it("is rates and shares of the span, not of the whole call", () => {
    const { incoming, outgoing } = between(
      reading(1_000, {
        a: {
          bytes: 10_000,
          packets: 100,
          lost: 50,
          samples: 48_000,
          concealed: 9_000,
          bufferedMs: 500,
          emitted: 10,
        },
      }),
      reading(3_000, {
        a: {
          bytes: 18_000,
          packets: 190,
          lost: 60,
          samples: 144_000,
          concealed: 13_800,
          bufferedMs: 2_500,
          emitted: 60,
        },
      }),
    );
    expect(outgoing).toEqual([]);
    expect(incoming).toMatchObject([
      { identity: "ana", kbps: 32, loss: 0.1, concealed: 0.05, jitterBufferMs: 40, framesPerSecond: null },
    ]);
  });

  it("puts the layers of one camera together, and takes the largest that was sent", () => {
    const camera = { source: Track.Source.Camera, isIncoming: false };
    const { outgoing } = between(
      reading(0, {}),
      reading(1_000, {
        q: {
          ...camera,
          bytes: 1_000,
          frames: 15,
          width: 320,
          height: 180,
          packets: 90,
          lost: 9,
          limitedBy: "none",
        },
        h: { ...camera, bytes: 3_000, frames: 30, width: 640, height: 360, packets: 10, limitedBy: "cpu" },
        f: { ...camera, width: 1_280, height: 720, limitedBy: "none" },
      }),
    );
    expect(outgoing).toMatchObject([
      { kbps: 32, loss: 0.09, width: 640, height: 360, framesPerSecond: 30, limitedBy: "cpu" },
    ]);
  });

  it("counts a stream that is new from its beginning, and none that fell back", () => {
    const { incoming } = between(
      reading(0, { a: { bytes: 5_000 } }),
      reading(1_000, { a: { bytes: 100, lost: 0 }, b: { identity: "bo", bytes: 1_000 } }),
    );
    expect(incoming.map(({ identity, kbps, loss }) => [identity, kbps, loss])).toEqual([
      ["ana", 0, null],
      ["bo", 8, null],
    ]);
  });
});

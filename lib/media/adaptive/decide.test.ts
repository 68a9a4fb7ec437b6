import { describe, expect, it } from "vitest";
import { adapted, newAdaptation, type Observation, policyOf } from "./decide";
import { buffered, HEARD, LEAST_MS, MOST_MS, newJitterBuffer, UNHEARD } from "./jitter-buffer";
import type { Weather } from "./ladder";
import { LIMITED_MS, newProcessor, relieved } from "./processor";

const fine: Weather = { kbps: 5_000, loss: 0, soundLoss: 0, concealed: 0, roundTripMs: 20 };
const well = { lost: 0, isPoor: false, isFair: false, isBroken: false, isSeen: true };
const second: Observation = {
  spanMs: 1_000,
  up: fine,
  down: fine,
  limitedBy: "none",
  reaching: well,
  concealed: new Map(),
};
const auto = { quality: "auto", advice: null } as const;

function after(seconds: number, seen: Partial<Observation>, from = newAdaptation) {
  let state = from;
  for (let at = 0; at < seconds; at++) state = adapted(state, { ...second, ...seen });
  return state;
}

describe("M1 a processor that cannot keep up", () => {
  it("loses the top layer after 5 s, the effect after 5 more, and nothing else", () => {
    const steps = [4, 5, 9, 10, 60].map((seconds) => policyOf(after(seconds, { limitedBy: "cpu" }), auto));
    expect(steps.map(({ givenUp }) => givenUp)).toEqual([
      "nothing",
      "top layer",
      "top layer",
      "effect",
      "effect",
    ]);
    expect(steps.map(({ up }) => up)).toEqual(["high", "middle", "middle", "middle", "middle"]);
  });

  it("is one that is held back without a break; what was given up stays so", () => {
    expect(relieved({ ...newProcessor, limitedMs: LIMITED_MS - 1 }, "cpu", 1).givenUp).toBe("top layer");
    expect(
      after(4, { limitedBy: "cpu" }, after(1, {}, after(4, { limitedBy: "cpu" }))).processor.givenUp,
    ).toBe("nothing");
    expect(after(60, { limitedBy: "bandwidth" }).processor.givenUp).toBe("nothing");
    expect(policyOf(after(60, {}, after(5, { limitedBy: "cpu" })), auto).up).toBe("middle");
  });
});

describe("M2 how long sound waits before it is played", () => {
  it("is the least first, longer at once when sound is made up, and never over 200 ms", () => {
    let buffer = newJitterBuffer;
    const targets = Array.from({ length: 10 }, () => (buffer = buffered(buffer, HEARD, 1_000)).targetMs);
    expect(newJitterBuffer.targetMs).toBe(LEAST_MS);
    expect(targets).toEqual([40, 60, 80, 100, 120, 140, 160, 180, MOST_MS, MOST_MS]);
  });

  it("is shorter by little after 4 s of none, and never under 20 ms", () => {
    const long = { targetMs: 60, goodMs: 0 };
    expect(buffered(long, UNHEARD, 3_999).targetMs).toBe(60);
    expect(buffered(long, UNHEARD, 4_000).targetMs).toBe(40);
    expect(buffered(buffered(long, 0, 3_000), (HEARD + UNHEARD) / 2, 1_000)).toEqual({
      targetMs: 60,
      goodMs: 0,
    });
    expect(buffered(newJitterBuffer, 0, 10_000).targetMs).toBe(LEAST_MS);
    expect(buffered(long, null, 10_000)).toEqual(long);
  });

  it("is each person's own, and goes with them", () => {
    const both = after(1, {
      concealed: new Map([
        ["ana", 0.05],
        ["bo", 0],
      ]),
    });
    expect([...policyOf(both, auto).bufferMs]).toEqual([
      ["ana", 40],
      ["bo", LEAST_MS],
    ]);
    expect([...policyOf(after(1, { concealed: new Map([["bo", 0]]) }, both), auto).bufferMs]).toEqual([
      ["bo", LEAST_MS],
    ]);
  });
});

describe("M2 what is done about it", () => {
  it("is everything, as long as nothing speaks against it", () => {
    expect(policyOf(after(30, {}), auto)).toMatchObject({
      up: "high",
      down: "high",
      isSoundOnly: { up: false, down: false },
      audioKbps: 32,
      packetMs: 20,
      givenUp: "nothing",
    });
  });

  it("keeps both ways apart, and sound goes on with less where it is alone", () => {
    const weak = { ...fine, kbps: 149 };
    expect(policyOf(after(2, { up: weak }), auto)).toMatchObject({
      up: "none",
      down: "high",
      isSoundOnly: { up: true, down: false },
      audioKbps: 16,
      packetMs: 60,
    });
    expect(policyOf(after(2, { down: weak }), auto)).toMatchObject({
      up: "high",
      down: "none",
      isSoundOnly: { up: false, down: true },
      audioKbps: 32,
    });
  });

  it("F15 speech that somebody does not get is sent in long packets of few bits, and the picture stays", () => {
    const cramped = after(2, { reaching: { ...well, lost: 0.3 } });
    expect(policyOf(cramped, auto)).toMatchObject({ up: "high", audioKbps: 16, packetMs: 60 });
    expect(policyOf(after(10, {}, cramped), auto)).toMatchObject({ audioKbps: 32, packetMs: 20 });
  });

  it("F15 a picture on trial does not take the room of the sound", () => {
    const none = after(2, { up: { ...fine, kbps: 149 } });
    const tried = after(10, { up: { ...fine, kbps: null } }, none);
    expect(policyOf(tried, auto)).toMatchObject({ up: "low", audioKbps: 16, packetMs: 60 });
    expect(policyOf(after(5, {}, tried), auto)).toMatchObject({ up: "low", audioKbps: 24, packetMs: 20 });
  });

  it("learns nothing of a way on which nothing flows", () => {
    const low = after(2, { up: { ...fine, kbps: 149 } });
    expect(after(60, { up: null }, low).up).toEqual(low.up);
  });

  it("data saver takes and gives the middle layer at most, and less sound", () => {
    const saver = { quality: "saver", advice: null } as const;
    expect(policyOf(newAdaptation, saver)).toMatchObject({ up: "middle", down: "middle", audioKbps: 24 });
    expect(policyOf(after(2, { down: { ...fine, kbps: 1 } }), saver).down).toBe("none");
  });
});

describe("A5 the server's advice", () => {
  it.each([
    [2_300, "auto", "high"],
    [2_299, "auto", "middle"],
    [800, "auto", "middle"],
    [799, "auto", "low"],
    [0, "auto", "low"],
    [3_299, "1080p", "middle"],
    [3_300, "1080p", "high"],
    [3_100, "4k", "middle"],
    [3_099, "4k", "low"],
  ] as const)("to send %i kbit/s is followed (%s)", (videoKbps, quality, up) => {
    const policy = policyOf(newAdaptation, { quality, advice: { videoKbps, audioKbps: 24 } });
    expect(policy).toMatchObject({ up, audioKbps: 24, down: "high" });
  });
});

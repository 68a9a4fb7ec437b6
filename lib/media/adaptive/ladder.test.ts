import { describe, expect, it } from "vitest";
import { random as seeded } from "@/server/testing/random";
import {
  BAD_CONCEALED,
  BAD_LOSS,
  climb,
  DOWN_AGAIN_MS,
  FLOOR_KBPS,
  type Ladder,
  newLadder,
  POOR_KBPS,
  POOR_LOSS,
  POOR_MS,
  SETTLED_MS,
  TRIAL_MS,
  UNDER_MS,
  UP_AFTER_MS,
  type Weather,
} from "./ladder";
import { type Level, levels } from "./level";

const fine: Weather = { kbps: 2_000, loss: 0, soundLoss: 0, concealed: 0, roundTripMs: 20 };
const bad: Weather = { ...fine, loss: 0.1, soundLoss: 0.1 };
const at = (level: Level): Ladder => ({ ...newLadder, level, shortestMs: 20 });

/** Second after second of the same. */
function after(ladder: Ladder, weather: Weather, seconds: number): Ladder {
  let now = ladder;
  for (let second = 0; second < seconds; second++) now = climb(now, weather, 1_000);
  return now;
}

describe("M2 the floor under which no picture flows", () => {
  it.each([
    ["under 150 kbit/s", { kbps: FLOOR_KBPS - 1 }, "none"],
    ["150 kbit/s", { kbps: FLOOR_KBPS }, "high"],
    [
      "under 500 kbit/s with 8 % loss and 200 ms",
      { kbps: POOR_KBPS - 1, loss: POOR_LOSS, roundTripMs: POOR_MS },
      "none",
    ],
    ["500 kbit/s with them", { kbps: POOR_KBPS, loss: POOR_LOSS, roundTripMs: POOR_MS }, "high"],
    ["under 500 kbit/s with less loss", { kbps: 499, loss: POOR_LOSS - 0.001, roundTripMs: POOR_MS }, "high"],
    ["under 500 kbit/s with less delay", { kbps: 499, loss: POOR_LOSS, roundTripMs: POOR_MS - 1 }, "high"],
    ["a way of which nobody knows what it bears", { kbps: null }, "high"],
  ] as const)("%s", (_, weather, level) => {
    expect(after(at("high"), { ...fine, ...weather }, 2).level).toBe(level);
  });

  it("holds from whatever layer, at the second look or where much is lost and late at the first", () => {
    for (const level of levels) {
      expect(after(at(level), { ...fine, kbps: 100 }, 2).level).toBe("none");
      expect(climb(at(level), { ...fine, kbps: 300, loss: 0.1, roundTripMs: 300 }, 1_000).level).toBe("none");
    }
    expect(climb(at("high"), { ...fine, kbps: 100 }, UNDER_MS - 1).level).toBe("high");
  });

  it("does not hold for an estimate that falls for a moment", () => {
    const fallen = climb(at("high"), { ...fine, kbps: 100 }, 1_000);
    expect(climb(climb(fallen, fine, 1_000), { ...fine, kbps: 100 }, 1_000).level).toBe("high");
  });
});

describe("M2 a step down", () => {
  it.each([
    ["sound that never came", { soundLoss: BAD_LOSS }, "middle"],
    ["a little less of it", { soundLoss: BAD_LOSS - 0.001 }, "high"],
    ["losses of a far radio, all of whose sound came in the end", { loss: 0.2 }, "high"],
    ["sound that was made up", { concealed: BAD_CONCEALED }, "middle"],
    ["a little less made up", { concealed: BAD_CONCEALED - 0.001 }, "high"],
    ["a long way", { roundTripMs: 900 }, "high"],
    ["a queue that loses a little", { roundTripMs: 220, soundLoss: 0.01 }, "middle"],
    ["a shorter one", { roundTripMs: 219, soundLoss: 0.01 }, "high"],
  ] as const)("%s", (_, weather, level) => {
    expect(climb(at("high"), { ...fine, ...weather }, 1_000).level).toBe(level);
  });

  it("comes at once, another one not before the first could help, and the least layer stays", () => {
    const steps: Level[] = [];
    let now = at("high");
    for (let second = 0; second < 8; second++) steps.push((now = climb(now, bad, DOWN_AGAIN_MS / 2)).level);
    expect(steps).toEqual(["middle", "middle", "low", "low", "low", "low", "low", "low"]);
  });
});

describe("M2 a step up", () => {
  it("comes after 10 s of good, and not before", () => {
    const waiting = climb(at("low"), fine, UP_AFTER_MS - 1);
    expect(waiting.level).toBe("low");
    expect(climb(waiting, fine, 1).level).toBe("middle");
    expect(after(at("low"), fine, 20).level).toBe("high");
  });

  it("waits anew after a bad second, and is not put off by one that is neither", () => {
    const nearly = after(at("low"), fine, 9);
    expect(after(climb(nearly, bad, 1_000), fine, 9).level).toBe("low");
    expect(climb(climb(nearly, { ...fine, soundLoss: 0.04 }, 1_000), fine, 1_000).level).toBe("middle");
  });

  it("does not come while packets wait in a queue, and does on a way that is always long", () => {
    expect(after(at("none"), { ...fine, roundTripMs: 220 }, 30).level).toBe("none");
    const far = { ...fine, roundTripMs: 600 };
    expect(after({ ...newLadder, level: "none" }, far, 10).level).toBe("low");
  });
});

describe("M2 a step up that is too much", () => {
  const full = { kbps: 255, loss: 0.3, soundLoss: 0.15, concealed: 0.2, roundTripMs: 320 };
  const raised = after(at("low"), fine, 10);
  const failed = climb(raised, full, 1_000);

  it("is taken back at once, and what it has done to the way is no reason for another", () => {
    expect(raised).toMatchObject({ level: "middle", isTrial: true });
    expect(failed.level).toBe("low");
    expect(after(failed, full, 3).level).toBe("low");
    expect(after(failed, full, 4).level).toBe("none");
  });

  it("is taken back where it fills a queue, too", () => {
    expect(climb(raised, { ...fine, roundTripMs: 220 }, 1_000).level).toBe("low");
    expect(climb(raised, { ...fine, roundTripMs: 219 }, 1_000).level).toBe("middle");
    const first = after(at("none"), fine, 10);
    expect(climb(first, { ...fine, roundTripMs: 220 }, 1_000).level).toBe("low");
  });

  it("is tried again after twice the time, 80 s at most, until it holds", () => {
    const waits: number[] = [];
    let now = failed;
    for (let time = 0; time < 5; time++) {
      let seconds = 0;
      while (now.level === "low" && seconds < 200) [now, seconds] = [climb(now, fine, 1_000), seconds + 1];
      waits.push(seconds);
      now = climb(now, full, 1_000);
    }
    expect(waits).toEqual([23, 43, 83, 83, 83]);
    const held = after(now, fine, 83 + TRIAL_MS / 1_000);
    expect(held).toMatchObject({ level: "middle", isTrial: false, waitMs: UP_AFTER_MS });
  });
});

describe("M2 out of sound alone", () => {
  const little = { ...fine, kbps: 60 };
  const trial = after(at("none"), little, 10);

  it("a picture comes back on trial though nothing says what the way bears", () => {
    expect(trial).toMatchObject({ level: "low", isTrial: true });
    expect(after(trial, little, TRIAL_MS / 1_000 - 1).level).toBe("low");
  });
  it("and goes where it has not grown by the end of the trial, or hurts the sound before", () => {
    expect(after(trial, little, (TRIAL_MS + UNDER_MS) / 1_000).level).toBe("none");
    expect(climb(trial, bad, 1_000).level).toBe("none");
    expect(climb(trial, { ...little, loss: 0.08, roundTripMs: 300 }, 1_000).level).toBe("none");
  });
  it("and stays where the way bears it", () => {
    expect(after(trial, { ...fine, kbps: 250 }, 9).level).toBe("low");
    expect(after(trial, { ...fine, kbps: 250 }, 10).level).toBe("middle");
  });
});

describe("M2 any weather", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("keeps its promises through 5,000 seconds (seed %i)", (seed) => {
    const random = seeded(seed);
    const pick = <Value>(...of: Value[]): Value => of[Math.floor(random() * of.length)] as Value;
    let ladder = newLadder;
    let sinceStep = Infinity;
    let weather = fine;
    let under = 0;
    for (let second = 0; second < 5_000; second++) {
      if (random() < 0.2)
        weather = {
          kbps: pick(null, random() * 800, 2_000),
          loss: pick(null, 0, 0, random() * 0.2),
          soundLoss: pick(null, 0, 0, random() * 0.2),
          concealed: pick(null, 0, 0, random() * 0.1),
          roundTripMs: pick(null, 20, 20, random() * 500),
        };
      const before = ladder;
      ladder = climb(before, weather, 1_000);
      sinceStep += 1_000;
      const rise = levels.indexOf(ladder.level) - levels.indexOf(before.level);
      if (rise > 0) {
        expect(rise).toBe(1);
        expect(sinceStep).toBeGreaterThanOrEqual(UP_AFTER_MS);
        expect((weather.soundLoss ?? 0) < BAD_LOSS && (weather.concealed ?? 0) < BAD_CONCEALED).toBe(true);
      }
      // Nothing but the floor, or a trial that failed, takes the last picture.
      if (rise < 0 && ladder.level === "none")
        expect((weather.kbps ?? Infinity) < POOR_KBPS || (before.isTrial && before.level === "low")).toBe(
          true,
        );
      if (rise < -1) expect(ladder.level).toBe("none");
      const isSettling = ladder.isTrial || (ladder.hasFailed && sinceStep < SETTLED_MS);
      under = weather.kbps !== null && weather.kbps < FLOOR_KBPS && !isSettling ? under + 1_000 : 0;
      if (under >= UNDER_MS) expect(ladder.level).toBe("none");
      if (rise !== 0) sinceStep = 0;
    }
  });
});

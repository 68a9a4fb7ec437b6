import { describe, expect, it } from "vitest";
import { ratingOf, scoreOf } from "./mos";

describe("A5 the E-model of ITU-T G.107", () => {
  it.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])("gives a rating of %d the score that annex B gives it: %d", (rating, score) => {
    // The table of annex B is rounded in its second place.
    expect(Math.abs(scoreOf(rating) - score)).toBeLessThan(0.01);
  });

  it("ends at 1 and at 4.5", () => {
    expect([-20, 0, 3, 100, 120].map(scoreOf)).toEqual([1, 1, 1, 4.5, 4.5]);
  });

  it.each([
    [0, 93.2],
    [100, 93.2],
    [150, 93.04],
    [200, 90.16],
    [300, 78.44],
    [400, 69.13],
    [500, 62.56],
  ])("takes off for a delay of %d ms what 7.4 says: %d are left", (delayMs, rating) => {
    expect(ratingOf({ delayMs, loss: 0 })).toBeCloseTo(rating, 2);
  });

  it.each([
    [0.01, 3.64],
    [0.05, 15.78],
    [0.1, 27.07],
    [0.2, 42.13],
  ])("takes off for a loss of %d what 7.5 says with the Bpl of G.113: %d", (loss, off) => {
    expect(93.2 - ratingOf({ delayMs: 0, loss })).toBeCloseTo(off, 2);
  });
});

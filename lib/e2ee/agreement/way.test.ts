import { describe, expect, it } from "vitest";
import { Chance } from "./seeded.fixture";
import { World } from "./world.fixture";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
/** Each the other's word who they are, a key each, and that it came. */
const LEAST = 6;

/** One joins another where every word takes so long to the server: how many were said. */
function said(seed: number, wayMs: number, loss = 0): number {
  const world = new World(new Chance(seed));
  [world.wayMs, world.slowestMs, world.loss] = [wayMs, Math.max(20, wayMs / 2), loss];
  world.join();
  world.time.runUntil(5000);
  world.join();
  world.time.runUntil(25_000);
  world.checkAgreed();
  return world.messages;
}

describe("E1 a slow way to the server", () => {
  it.each([20, 100, 150, 300, 600])("of %i ms has nothing said twice", (wayMs) => {
    expect(SEEDS.map((seed) => said(seed, wayMs))).toEqual(SEEDS.map(() => LEAST));
  });

  it("of 1,000 ms has little said twice, before anybody knows that it is slow", () => {
    const all = SEEDS.map((seed) => said(seed, 1000)).toSorted((one, other) => one - other);
    expect(all[SEEDS.length / 2]).toBeLessThanOrEqual(LEAST + 4);
    expect(all.at(-1)).toBeLessThanOrEqual(2 * LEAST);
  });

  it("that loses a third has said again what was lost", () => {
    const all = SEEDS.map((seed) => said(seed, 300, 0.3));
    expect(Math.max(...all)).toBeGreaterThan(LEAST);
  });

  it("that was slow once is not taken to be so for ever", () => {
    const world = new World(new Chance(1));
    const [first] = [world.join(), world.join()];
    world.on(first, { type: "posted", tookMs: 1000 });
    for (let times = 0; times < 8; times++) world.on(first, { type: "posted", tookMs: 20 });
    expect(first.state.wayMs).toBe(20);
  });
});

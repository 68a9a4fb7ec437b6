import { describe, expect, it } from "vitest";
import { Chance } from "./seeded.fixture";
import { World } from "./world.fixture";

/** How long it takes from now until everybody reads everybody, in ms; at most `mostMs`. */
function readsAfter(world: World, mostMs: number): number {
  const began = world.now;
  while (world.now < began + mostMs) {
    try {
      world.checkAgreed();
      return world.now - began;
    } catch {
      world.time.runUntil(world.now + 20);
    }
  }
  world.checkAgreed();
  return world.now - began;
}

describe("F26 a crowd", () => {
  it.each([1, 2, 3])(
    "20 join within 2 s and 10 leave within 1 s, and every pair reads within 4 s (%i)",
    (seed) => {
      const world = new World(new Chance(seed));
      world.join();
      for (let at = 0; at < 20; at++) {
        world.join();
        world.time.runUntil(world.now + 100);
      }
      readsAfter(world, 4000);
      for (let at = 0; at < 10; at++) {
        const gone = world.live.at(-1 - (at % 5));
        if (gone) world.leave(gone, at % 2 === 0);
        world.time.runUntil(world.now + 100);
      }
      readsAfter(world, 4000);
      world.time.runUntil(world.now + 2500);
      world.checkOut();
      expect(world.live).toHaveLength(11);
      const keys = world.messages;
      world.time.runUntil(world.now + 10_000);
      expect(world.messages).toBe(keys);
    },
  );

  it("above 32, who leaves within 2 s makes one fresh key together", () => {
    const world = new World(new Chance(4));
    for (let at = 0; at < 40; at++) world.join();
    world.time.runUntil(world.now + 10_000);
    world.checkAgreed();
    const before = world.live.map(({ state }) => state.next);
    const leaving = world.live.slice(-5);
    for (const node of leaving) {
      world.leave(node, true);
      world.time.runUntil(world.now + 300);
    }
    world.time.runUntil(world.now + 5000);
    world.checkAgreed();
    expect(world.live.map(({ state }, at) => state.next - (before[at] ?? 0))).toEqual(
      Array.from({ length: 35 }, () => 1),
    );
  });
});

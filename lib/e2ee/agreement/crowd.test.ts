import { describe, expect, it } from "vitest";
import { Chance } from "./seeded.fixture";
import { World } from "./world.fixture";

const CALLS = 100;

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

describe("F25 lost by 30 %, doubled and out of order", () => {
  // Lost for good here, while the server's list is caught up with: this is the worst case.
  it.each([2, 4, 6])(
    "%i people read each other within 3 s in nearly all calls, in half of them within 1.5",
    {
      timeout: 60_000,
    },
    (count) => {
      const times = Array.from({ length: CALLS }, (_, seed) => {
        const world = new World(new Chance(seed));
        [world.loss, world.doubles, world.slowestMs] = [0.3, 0.3, 120];
        for (let at = 0; at < count; at++) world.join();
        return readsAfter(world, 30_000);
      }).toSorted((one, other) => one - other);
      expect(times[CALLS / 2]).toBeLessThan(1500);
      expect(times[Math.floor(CALLS * 0.98)]).toBeLessThanOrEqual(3000);
    },
  );
});

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

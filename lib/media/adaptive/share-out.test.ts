import { describe, expect, it } from "vitest";
import { random as seeded } from "@/server/testing/random";
import { levels } from "./level";
import { PICTURES_KBPS, shareOut } from "./share-out";

const tiles = (...heights: number[]) => heights.map((height, at) => ({ id: String(at), height }));
const RATES = { none: 0, low: 200, middle: 600, high: 1_500 };

describe("M1 what each picture gets", () => {
  it("is what its tile needs", () => {
    expect([...shareOut(tiles(0, 180, 181, 360, 361), "high").values()]).toEqual([
      "low",
      "low",
      "middle",
      "middle",
      "high",
    ]);
    expect([...shareOut(tiles(720, 100), "middle").values()]).toEqual(["middle", "low"]);
    expect([...shareOut(tiles(720), "none").values()]).toEqual(["none"]);
  });

  it("ten people on a large screen stay under 6 Mbit/s", () => {
    const shares = [...shareOut(tiles(...Array.from({ length: 9 }, () => 500)), "high").values()];
    expect(shares).toEqual(Array.from({ length: 9 }, () => "middle"));
  });

  it("the largest keeps most", () => {
    const shares = [...shareOut(tiles(1_000, ...Array.from({ length: 12 }, () => 300)), "high").values()];
    expect(shares[0]).toBe("high");
    expect(shares.filter((level) => level === "low").length).toBe(8);
  });

  it.each([1, 2, 3])("is within the budget wherever that can be (seed %i)", (seed) => {
    const random = seeded(seed);
    for (let turn = 0; turn < 500; turn++) {
      const drawn = tiles(
        ...Array.from({ length: Math.floor(random() * 49) }, () => Math.floor(random() * 1_200)),
      );
      const most = levels[Math.floor(random() * levels.length)] ?? "high";
      const shares = [...shareOut(drawn, most).values()];
      const taken = shares.reduce((sum, level) => sum + RATES[level], 0);
      expect(taken <= PICTURES_KBPS || shares.every((level) => level === "low")).toBe(true);
      for (const level of shares) expect(levels.indexOf(level)).toBeLessThanOrEqual(levels.indexOf(most));
    }
  });
});

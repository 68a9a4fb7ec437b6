import { describe, expect, it } from "vitest";
import { gridOf, pageOf, tilesPerPage } from "./layout";

describe("M4 the grid", () => {
  it.each([
    [0, 1, 1],
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 3, 2],
    [9, 3, 3],
  ])("%i tiles on a wide screen stand in %i columns and %i rows", (count, columns, rows) => {
    expect(gridOf(count, false)).toEqual({ columns, rows });
  });

  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [3, 2, 2],
    [4, 2, 2],
  ])("%i tiles on a narrow screen stand in %i columns and %i rows", (count, columns, rows) => {
    expect(gridOf(count, true)).toEqual({ columns, rows });
  });
});

describe("M4 pages of tiles", () => {
  const people = Array.from({ length: 31 }, (_, at) => at);

  it("hold 9 on a wide screen and 4 on a narrow one, all people once and in their order", () => {
    for (const isNarrow of [false, true]) {
      const size = tilesPerPage(isNarrow);
      const { pages } = pageOf(people, 0, size);
      expect(pages).toBe(isNarrow ? 8 : 4);
      const seen = Array.from({ length: pages }, (_, at) => pageOf(people, at, size).shown).flat();
      expect(seen).toEqual(people);
    }
  });

  it("fall back to the last one when people have left", () => {
    expect(pageOf(people.slice(0, 10), 3, 9)).toEqual({ page: 1, pages: 2, shown: [9] });
    expect(pageOf([], 2, 9)).toEqual({ page: 0, pages: 1, shown: [] });
  });
});

import { describe, expect, it } from "vitest";
import { gridOf, gridPlaces, type Place, pageOf, placesBeside, tilesPerPage } from "./layout";

describe("M4 the grid", () => {
  it.each([
    [0, 1, 1],
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 3, 2],
    [9, 3, 3],
    [25, 5, 5],
    [49, 7, 7],
  ])("%i tiles on a wide screen stand in %i columns and %i rows", (count, columns, rows) => {
    expect(gridOf(count, false)).toEqual({ columns, rows });
  });

  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [3, 2, 2],
    [4, 2, 2],
    [8, 2, 4],
    [15, 3, 5],
  ])("%i tiles on a narrow screen stand in %i columns and %i rows", (count, columns, rows) => {
    expect(gridOf(count, true)).toEqual({ columns, rows });
  });

  it("puts the tiles of a last row that is not full in its middle", () => {
    expect(gridPlaces(3, { columns: 2, rows: 2 })).toEqual([
      { x: 0, y: 0, width: 0.5, height: 0.5 },
      { x: 0.5, y: 0, width: 0.5, height: 0.5 },
      { x: 0.25, y: 0.5, width: 0.5, height: 0.5 },
    ]);
  });
});

describe("M4 pages of tiles", () => {
  const people = Array.from({ length: 99 }, (_, at) => at);

  it.each([
    [9, 9, 4],
    [25, 25, 8],
    [49, 49, 15],
  ] as const)(
    "of %i hold %i on a wide screen and %i on a narrow one, all people once and in their order",
    (wanted, wide, narrow) => {
      for (const isNarrow of [false, true]) {
        const size = tilesPerPage(isNarrow, wanted);
        const { pages } = pageOf(people, 0, size);
        expect(pages).toBe(Math.ceil(people.length / (isNarrow ? narrow : wide)));
        const seen = Array.from({ length: pages }, (_, at) => pageOf(people, at, size).shown).flat();
        expect(seen).toEqual(people);
      }
    },
  );

  it("fall back to the last one when people have left", () => {
    expect(pageOf(people.slice(0, 10), 3, 9)).toEqual({ page: 1, pages: 2, shown: [9] });
    expect(pageOf([], 2, 9)).toEqual({ page: 0, pages: 1, shown: [] });
  });
});

/** The pairs of places that lie over each other. */
function overlaps(places: Place[]): [Place, Place][] {
  const least = 1e-9;
  return places.flatMap((one, at) =>
    places
      .slice(at + 1)
      .filter(
        (other) =>
          one.x + one.width > other.x + least &&
          other.x + other.width > one.x + least &&
          one.y + one.height > other.y + least &&
          other.y + other.height > one.y + least,
      )
      .map((other): [Place, Place] => [one, other]),
  );
}

describe("M4 what is large, and the tiles beside it", () => {
  it("lie beside each other and on the stage, however many there are", () => {
    for (const isNarrow of [false, true])
      for (const large of [1, 2, 3])
        for (let beside = 0; beside <= 4; beside++) {
          const places = placesBeside(large, beside, isNarrow);
          const all = [...places.large, ...places.beside];
          expect(all).toHaveLength(large + beside);
          expect(overlaps(all)).toEqual([]);
          for (const { x, y, width, height } of all) {
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
            expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
  });

  it("one tile beside it stands in the middle of its column, no higher than the others would be", () => {
    const [one] = placesBeside(1, 1, false).beside;
    expect(one?.height).toBeCloseTo(1 / 3);
    expect(one?.y).toBeCloseTo(1 / 3);
  });

  it("fill the stage where nobody is beside it", () => {
    expect(placesBeside(1, 0, false).large).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
  });
});

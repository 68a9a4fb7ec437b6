/** A grid of tiles: how many side by side, and how many rows. */
export type Grid = { columns: number; rows: number };
/** Where a tile stands: shares of the stage from 0 to 1, with the gap after it. */
export type Place = { x: number; y: number; width: number; height: number };
/** How many tiles a page of the gallery may be asked to hold. */
export type TilesPerPage = 9 | 25 | 49;

/** What a page holds on a phone, where somebody asked for so many. */
const ON_A_PHONE: Record<TilesPerPage, number> = { 9: 4, 25: 8, 49: 15 };
/** Tiles on one page beside what is large, and those for which their column is cut at least. */
const BESIDE = 4;
const LEAST_ROWS_BESIDE = 3;
/** The share of the stage that is left to what is large. */
const LARGE_WIDE = 0.8;
const LARGE_NARROW = 0.62;
const WHOLE: Place = { x: 0, y: 0, width: 1, height: 1 };

/**
 * The grid for `count` tiles: as near to square as the count allows on a wide screen (1, 2, 2, 2, 3 … columns), stacked on a
 * narrow one until there are three, and in three columns from nine on.
 */
export function gridOf(count: number, isNarrow: boolean): Grid {
  const narrow = count > 8 ? 3 : count > 2 ? 2 : 1;
  const columns = isNarrow ? narrow : Math.max(1, Math.ceil(Math.sqrt(count)));
  return { columns, rows: Math.max(1, Math.ceil(count / columns)) };
}

/** Tiles on one page: beside something large, or of the gallery. */
export const tilesPerPage = (isNarrow: boolean, wanted: TilesPerPage, hasLarge = false): number =>
  hasLarge ? BESIDE : isNarrow ? ON_A_PHONE[wanted] : wanted;

/**
 * What page `wanted` (from 0) shows of all tiles. A page that is gone, since people left, is the last one; there is always one
 * page.
 */
export function pageOf<Tile>(tiles: Tile[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(tiles.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { page, pages, shown: tiles.slice(page * size, (page + 1) * size) };
}

/** Places of equal tiles in a part of the stage, row by row; those of a last row that is not full stand in its middle. */
export function gridPlaces(count: number, { columns, rows }: Grid, within: Place = WHOLE): Place[] {
  const [width, height] = [within.width / columns, within.height / rows];
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor(at / columns);
    const inRow = Math.min(columns, count - row * columns);
    const x = within.x + ((columns - inRow) / 2 + (at % columns)) * width;
    return { x, y: within.y + row * height, width, height };
  });
}

/**
 * Places of what is large, and of the tiles beside it: in a column at the side of a wide screen, in two columns below on a narrow
 * one. With none beside it the whole stage is for what is large.
 */
export function placesBeside(large: number, beside: number, isNarrow: boolean) {
  if (beside === 0) return { large: gridPlaces(large, gridOf(large, isNarrow)), beside: [] };
  const share = isNarrow ? LARGE_NARROW : LARGE_WIDE;
  const front = isNarrow ? { ...WHOLE, height: share } : { ...WHOLE, width: share };
  return {
    large: gridPlaces(large, gridOf(large, isNarrow), front),
    beside: isNarrow
      ? gridPlaces(
          beside,
          { columns: 2, rows: Math.ceil(beside / 2) },
          { ...WHOLE, y: share, height: 1 - share },
        )
      : columnPlaces(beside, { ...WHOLE, x: share, width: 1 - share }),
  };
}

/** One below the other, in the middle of the column while it is not full. */
function columnPlaces(count: number, within: Place): Place[] {
  const rows = Math.max(LEAST_ROWS_BESIDE, count);
  const height = within.height / rows;
  const top = within.y + ((rows - count) / 2) * height;
  return Array.from({ length: count }, (_, at) => ({ ...within, y: top + at * height, height }));
}

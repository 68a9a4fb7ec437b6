/** A grid of tiles: how many side by side, and how many rows. */
export type Grid = { columns: number; rows: number };

/** Tiles of one page on a wide and on a narrow screen. */
const MOST_WIDE = 9;
const MOST_NARROW = 4;

/**
 * The grid for `count` tiles: as near to square as the count allows on a wide screen (1, 2, 2, 2, 3 … columns), stacked on a
 * narrow one until there are three.
 */
export function gridOf(count: number, isNarrow: boolean): Grid {
  const columns = isNarrow ? (count > 2 ? 2 : 1) : Math.max(1, Math.ceil(Math.sqrt(count)));
  return { columns, rows: Math.max(1, Math.ceil(count / columns)) };
}

/** Tiles on one page of the gallery. */
export const tilesPerPage = (isNarrow: boolean): number => (isNarrow ? MOST_NARROW : MOST_WIDE);

/**
 * What page `wanted` (from 0) shows of all tiles. A page that is gone, since people left, is the last one; there is always one
 * page.
 */
export function pageOf<Tile>(tiles: Tile[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(tiles.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { page, pages, shown: tiles.slice(page * size, (page + 1) * size) };
}

/** A tile that is to be shown: a person's, or a shared screen. */
export type Cell = { id: string; isScreen: boolean };
export type Layout = "gallery" | "speaker";

/**
 * Which tiles are large: the pinned one, else shared screens, else who speaks; none in the gallery, where all are alike, and none where a
 * tile has nothing beside it.
 */
export function largeOf(
  cells: readonly Cell[],
  { layout, pinned, speaker }: { layout: Layout; pinned: string | null; speaker: string | null },
): string[] {
  if (cells.length < 2) return cells.flatMap((cell) => (cell.isScreen ? cell.id : []));
  if (cells.some((cell) => cell.id === pinned)) return cells.flatMap(({ id }) => (id === pinned ? id : []));
  const screens = cells.filter((cell) => cell.isScreen);
  if (screens.length > 0) return screens.map((cell) => cell.id);
  return layout === "speaker" ? cells.flatMap(({ id }) => (id === speaker ? id : [])) : [];
}

/**
 * Who is shown large as the speaker: whoever is keeps the place until they fall silent and somebody else talks. `talking`: the
 * loudest first. Null where there is nobody.
 */
export function speakerOf(
  shown: string | null,
  talking: readonly string[],
  all: readonly string[],
): string | null {
  const isThere = shown !== null && all.includes(shown);
  if (isThere && talking.includes(shown)) return shown;
  return talking.find((id) => all.includes(id)) ?? (isThere ? shown : (all[0] ?? null));
}

/**
 * The order of the tiles beside what is large. Nobody's place changes but that of whoever becomes large, which goes to whoever was
 * large until then: `before` is the order so far, `all` everyone in the order of the roster.
 */
export function orderBeside(
  before: readonly string[],
  all: readonly string[],
  large: readonly string[],
): string[] {
  const free = all.filter((id) => !large.includes(id));
  const news = free.filter((id) => !before.includes(id));
  const kept = before.flatMap((id) => {
    if (free.includes(id)) return id;
    // A place that is given up for the large one; that of somebody who left closes up.
    return large.includes(id) ? (news.shift() ?? []) : [];
  });
  return [...kept, ...news];
}

/**
 * The order of the gallery: that of the roster where all tiles fit on one page of `size`; else whoever has a picture comes before those
 * who have none, so that nobody has to turn pages to see who shows themselves.
 */
export function orderOfGallery(cells: readonly (Cell & { hasPicture?: boolean })[], size: number): string[] {
  if (cells.length <= size) return cells.map(({ id }) => id);
  const [seen, others] = [cells.filter((one) => one.hasPicture), cells.filter((one) => !one.hasPicture)];
  return [...seen, ...others].map(({ id }) => id);
}

import { type Level, leastOf, levels, stepped } from "./level";

/** A picture that is drawn, by the id of its track and the height of its tile in pixels; 0 is not drawn. */
export type Drawn = { id: string; height: number };

/** Ten people stay under 6 Mbit/s (M1); the rest is sound. In kbit/s. */
export const PICTURES_KBPS = 5_500;
/** What the layers of a camera take at most, as long as nobody chose more. */
const RATES: Record<Level, number> = { none: 0, low: 200, middle: 600, high: 1_500 };

/**
 * The layer for each picture: what its tile needs, no more than `most`. Where all of them together are over the budget, those give way first
 * that take most for their size; the lowest layer stays.
 */
export function shareOut(pictures: Drawn[], most: Level, budget = PICTURES_KBPS): Map<string, Level> {
  const shares = new Map(pictures.map(({ id, height }) => [id, leastOf(most, needOf(height))]));
  let taken = [...shares.values()].reduce((sum, level) => sum + RATES[level], 0);
  while (taken > budget) {
    const dear = dearest(pictures, shares);
    if (!dear) break;
    shares.set(dear.id, dear.next);
    taken -= dear.saves;
  }
  return shares;
}

function dearest(pictures: Drawn[], shares: ReadonlyMap<string, Level>) {
  const mayFall = pictures.flatMap(({ id, height }) => {
    const level = shares.get(id) ?? "none";
    const next = stepped(level, -1);
    const price = RATES[level] / height ** 2;
    return next === "none" || next === level ? [] : [{ id, next, price, saves: RATES[level] - RATES[next] }];
  });
  return mayFall.toSorted((a, b) => b.price - a.price)[0];
}

function needOf(height: number): Level {
  if (height <= 180) return "low";
  return height <= 360 ? "middle" : "high";
}

/** A layer as LiveKit counts them, from 0; −1 is none. */
export const layerOf = (level: Level): number => levels.indexOf(level) - 1;

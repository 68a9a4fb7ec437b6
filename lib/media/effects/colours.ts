import type { Filter } from "./effect";

/** What a filter does to a colour: a matrix (column by column, as WebGL takes it), and what is added. */
export type Colours = { matrix: readonly number[]; lift: readonly [number, number, number] };

const diagonal = (red: number, green: number, blue: number) => [red, 0, 0, 0, green, 0, 0, 0, blue];
/** Shares of the primaries in brightness (ITU-R BT.709). */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

export const coloursOf: Record<Filter, Colours> = {
  none: { matrix: diagonal(1, 1, 1), lift: [0, 0, 0] },
  warm: { matrix: diagonal(1.06, 1.01, 0.89), lift: [0.02, 0.005, 0] },
  cool: { matrix: diagonal(0.91, 1, 1.08), lift: [0, 0.005, 0.02] },
  grey: { matrix: [RED, RED, RED, GREEN, GREEN, GREEN, BLUE, BLUE, BLUE], lift: [0, 0, 0] },
  bright: { matrix: diagonal(1.12, 1.12, 1.12), lift: [0.05, 0.05, 0.05] },
};

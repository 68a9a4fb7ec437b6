/** How much picture flows one way: none at all, or up to that layer of each camera (M1: 180p, 360p, 720p or what was chosen). */
export const levels = ["none", "low", "middle", "high"] as const;
export type Level = (typeof levels)[number];

/** The least of several. */
export const leastOf = (first: Level, ...more: Level[]): Level =>
  more.reduce((least, one) => (levels.indexOf(one) < levels.indexOf(least) ? one : least), first);

/** `by` steps up, or down where it is negative; never over the ends. */
export const stepped = (level: Level, by: number): Level =>
  levels[Math.min(Math.max(levels.indexOf(level) + by, 0), levels.length - 1)] ?? level;

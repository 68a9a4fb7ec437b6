/** Bright colours that differ also for who tells red from green badly; each is drawn on a dark edge, so that it is seen on any picture. */
export const palette = [
  "#ffd43b",
  "#4dd8ff",
  "#ff8a7a",
  "#7ee787",
  "#d8b4ff",
  "#ffa94d",
  "#63e6be",
  "#ff9ad5",
  "#b8c4ff",
  "#d9e021",
] as const;
export const paletteSize: number = palette.length;

/** The dark edge around all ink. */
export const EDGE = "#14110d";

/** A person's own colour: that of their place among all who were ever on the call, which everybody sees alike. */
export const colourAt = (place: number): number => Math.max(0, place) % palette.length;

/** The colour of this number. */
export const colourOf = (colour: number): string => palette[colour] ?? palette[0];

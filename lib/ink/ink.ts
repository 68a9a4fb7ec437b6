/** What ink is drawn with. Of an arrow the first and the last point count; a text hangs on its one point; a laser's trace fades and is kept by nobody. */
export const inkTools = ["pen", "arrow", "text", "laser"] as const;
export type InkTool = (typeof inkTools)[number];

/**
 * Points one after another, three numbers each: x and y as shares of the picture's width and height (0 is its left or upper edge,
 * 65,535 the right or lower one) and the pressure (0 to 255). Only the picture counts and not the bars beside it, so that every
 * size of window shows the same.
 */
export type InkPoints = number[];
export const PER_POINT = 3;
export const FAR = 65_535;
export const FULL_PRESSURE = 255;

/** What one person drew in one go. */
export type InkStroke = {
  /** The SFU identity of who drew it. */
  author: string;
  /** Of this author's strokes on this surface: a Lamport clock, so that everybody draws them over each other in the same order. */
  n: number;
  tool: InkTool;
  /** Of the palette. */
  colour: number;
  points: InkPoints;
  text: string;
  /** When each point of a laser came here, in ms of this page's clock; empty for all else. */
  times: number[];
};

/** A shared screen, by the SFU identity of who shares it; or a whiteboard, by its number in the call and who opened it. */
export type SurfaceId = `screen:${string}` | `board:${number}:${string}`;

export const screenOf = (identity: string): SurfaceId => `screen:${identity}`;

/** The SFU identity of whose surface it is: they say who may draw, and may clear all. */
export const ownerOf = (surface: SurfaceId): string => surface.split(":").at(-1) ?? "";

export const pointCount = ({ points }: Pick<InkStroke, "points">): number => points.length / PER_POINT;

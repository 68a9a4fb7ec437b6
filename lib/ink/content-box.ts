import { FAR } from "./ink";

export type Size = { width: number; height: number };
export type Box = Size & { left: number; top: number };

/** Where a picture lies in what shows it whole: in the middle, with bars beside or above it (`object-fit: contain`). Null before it has a size. */
export function contentBox(outer: Size, picture: Size): Box | null {
  if (!(outer.width > 0 && outer.height > 0 && picture.width > 0 && picture.height > 0)) return null;
  const scale = Math.min(outer.width / picture.width, outer.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (outer.width - width) / 2, top: (outer.height - height) / 2, width, height };
}

/** A place in a picture of this size as ink keeps it; what lies outside is moved to the edge. */
export const toShare = (place: number, length: number): number =>
  length > 0 ? Math.round(Math.min(1, Math.max(0, place / length)) * FAR) : 0;

/** A place that ink keeps, in a picture of this size. */
export const fromShare = (share: number, length: number): number => (share / FAR) * length;

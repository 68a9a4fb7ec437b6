"use client";
import dynamic from "next/dynamic";

/** Ink and what draws it: no call needs it before a screen is shared or a whiteboard opened. Where its code does not come, the picture stands alone. */
export const LateInkLayer = dynamic(
  () =>
    import("./ink-layer").then(
      (module) => module.InkLayer,
      () => () => null,
    ),
  { ssr: false },
);
export const LateBoardTile = dynamic(
  () =>
    import("./board-tile").then(
      (module) => module.BoardTile,
      () => () => null,
    ),
  { ssr: false },
);

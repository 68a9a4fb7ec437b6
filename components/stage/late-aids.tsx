"use client";
import dynamic from "next/dynamic";

/** What the aids of a call show when they are asked; its code comes then. */
export const LateShortcutSheet = dynamic(
  () => import("./shortcut-sheet").then((module) => module.ShortcutSheet),
  { ssr: false },
);
export const LateSmallCall = dynamic(() => import("./small-call").then((module) => module.SmallCall), {
  ssr: false,
});

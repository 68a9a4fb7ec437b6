"use client";
import { useSyncExternalStore } from "react";

/** As the `sm` of the style sheet: a phone. */
const NARROW = "(max-width: 39.99rem)";

function watch(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the screen is as narrow as a phone. */
export const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    watch,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );

"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False in the page as the server wrote it, true once the browser's code has taken over. Before that a press
 * would be lost, or a form would leave the page.
 */
export function useIsReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

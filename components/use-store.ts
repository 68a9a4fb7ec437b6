"use client";
import { useCallback, useSyncExternalStore } from "react";
import { unhurried } from "@/lib/hurry";
import type { Store } from "@/lib/store";

/** The one bridge from lib's stores to React: the store's value, drawn anew when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const read = () => store.value;
  const subscribe = useCallback(
    (draw: () => void) => {
      let takeBack = () => {};
      // After everybody has heard of the change: one of them may be in a hurry.
      const stop = store.subscribe(() => queueMicrotask(() => (takeBack = unhurried(draw))));
      return () => {
        stop();
        takeBack();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, read, read);
}

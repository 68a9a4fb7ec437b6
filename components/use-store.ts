"use client";
import { useSyncExternalStore } from "react";
import type { Store } from "@/lib/store";

/** The one bridge from lib's stores to React: the store's value, drawn anew when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const read = () => store.value;
  return useSyncExternalStore(store.subscribe, read, read);
}

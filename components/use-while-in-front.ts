"use client";
import { useEffect, useEffectEvent } from "react";

/**
 * Does something as long as the page is in front and `of` is what it is for (null or empty: for nothing), each time from `afterMs` on; what
 * `begin` returns ends it.
 */
export function useWhileInFront(begin: () => () => void, of: string | null, afterMs = 0): void {
  const start = useEffectEvent(begin);
  useEffect(() => {
    if (!of) return;
    let end = () => {};
    let later: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(later);
      end();
      end = () => {};
      if (document.visibilityState !== "visible") return;
      later = setTimeout(() => {
        end = start();
      }, afterMs);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(later);
      end();
    };
  }, [of, afterMs]);
}

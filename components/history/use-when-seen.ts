"use client";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

const AHEAD = "600px";

/** A place on the page: while `isOn`, `act` is called when it comes near the screen. */
export function useWhenSeen(isOn: boolean, act: () => void): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const onSeen = useEffectEvent(act);
  useEffect(() => {
    if (!isOn || !place.current) return;
    const watcher = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && onSeen(),
      {
        rootMargin: AHEAD,
      },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [isOn]);
  return place;
}

"use client";
import { type RefObject, useEffect, useState } from "react";

const STILL_MS = 4_000;

/** True when nothing has moved over the element for 4 s; a key or a touch counts as a move. */
export function useFading(element: RefObject<HTMLElement | null>): boolean {
  const [isStill, setStill] = useState(false);
  useEffect(() => {
    const target = element.current;
    let timer = setTimeout(() => setStill(true), STILL_MS);
    const move = () => {
      setStill(false);
      clearTimeout(timer);
      timer = setTimeout(() => setStill(true), STILL_MS);
    };
    const events = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const name of events) target?.addEventListener(name, move);
    return () => {
      clearTimeout(timer);
      for (const name of events) target?.removeEventListener(name, move);
    };
  }, [element]);
  return isStill;
}

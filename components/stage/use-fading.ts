"use client";
import { type RefObject, useEffect, useState } from "react";

const STILL_MS = 4_000;

/**
 * True when nothing has moved over the element for 4 s; a key or a touch counts as a move. A touch that brings the bars back
 * presses nothing: nobody aims at a button that is not seen.
 */
export function useFading(element: RefObject<HTMLElement | null>): boolean {
  const [isStill, setStill] = useState(false);
  useEffect(() => {
    const target = element.current;
    let isFaded = false;
    let isBlind = false;
    const fade = () => {
      isFaded = true;
      setStill(true);
    };
    let timer = setTimeout(fade, STILL_MS);
    const move = (event: Event) => {
      if (event instanceof PointerEvent && event.type === "pointerdown") {
        isBlind = isFaded && event.pointerType === "touch";
      }
      isFaded = false;
      setStill(false);
      clearTimeout(timer);
      timer = setTimeout(fade, STILL_MS);
    };
    const swallow = (event: Event) => {
      if (!isBlind) return;
      isBlind = false;
      event.preventDefault();
      event.stopPropagation();
    };
    target?.addEventListener("click", swallow, { capture: true });
    const events = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const name of events) target?.addEventListener(name, move);
    return () => {
      clearTimeout(timer);
      target?.removeEventListener("click", swallow, { capture: true });
      for (const name of events) target?.removeEventListener(name, move);
    };
  }, [element]);
  return isStill;
}

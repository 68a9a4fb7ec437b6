"use client";
import { useEffect } from "react";
import { want } from "@/lib/call/session";
import type { RunningSession, Sending } from "@/lib/call/session-state";

const keys: Record<string, keyof Sending> = { m: "microphone", v: "camera", s: "share" };

/**
 * M, V and S in a call; on a second screen S alone. Not while typing, and not with a modifier: those are the browser's.
 */
export function useCallKeys(sending: Sending, role: RunningSession["role"]): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const source = keys[event.key.toLowerCase()];
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, textarea, [contenteditable]");
      const isMine = role === "active" || (role === "companion" && source === "share");
      if (!source || !isMine || isTyping || event.repeat || event.ctrlKey || event.metaKey || event.altKey)
        return;
      want(source, !sending[source]);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [sending, role]);
}

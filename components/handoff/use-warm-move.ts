"use client";
import { useEffect } from "react";
import { warmMove } from "@/lib/call/warm-move";
import type { Elsewhere } from "@/server/live/contract";

/** Has this device stand ready to take a call, as long as that is on the screen and the page is in front, from `afterMs` on. */
export function useWarmMove({ callId, media, isEncrypted }: Elsewhere, isWanted: boolean, afterMs = 0): void {
  useEffect(() => {
    if (!isWanted) return;
    let cool = () => {};
    let later: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(later);
      cool();
      cool = () => {};
      if (document.visibilityState !== "visible") return;
      later = setTimeout(() => {
        cool = warmMove({ callId, media, isEncrypted });
      }, afterMs);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(later);
      cool();
    };
  }, [callId, media, isEncrypted, isWanted, afterMs]);
}

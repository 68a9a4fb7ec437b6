"use client";
import { useEffect } from "react";
import { useStore } from "@/components/use-store";
import { api } from "@/lib/api/client";
import { liveState } from "@/lib/live/live-store";

/** While the list stands and somebody looks at this page, missed calls and notes count as seen, on all devices. */
export function useLookAtMissed(isShown: boolean): void {
  const missed = useStore(liveState)?.counters.missed;
  useEffect(() => {
    if (!isShown || missed === 0) return;
    const look = () => {
      // A page in the background is not looked at.
      if (document.visibilityState === "visible") api.history.markSeen.mutate().catch(() => {});
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [isShown, missed]);
}

"use client";
import { useEffect } from "react";
import { useStore } from "@/components/use-store";
import { ringHere } from "@/lib/call/session-warm";
import { isLeader } from "@/lib/live/live-store";
import type { Incoming } from "@/server/live/contract";

/**
 * Tells the server that this device shows the ring, and makes ready for the answer; one of its tabs does it for all. A device that comes
 * to the front while it rings says so: it is the likeliest to answer.
 */
export function useAlerted(incoming: Incoming | null): void {
  const leads = useStore(isLeader);
  const { callId, media, isEncrypted = true } = incoming ?? {};
  useEffect(() => {
    if (!leads || !callId || !media) return;
    const ends = [ringHere({ callId, media, isEncrypted })];
    const look = () => {
      if (document.visibilityState === "visible") ends.push(ringHere({ callId, media, isEncrypted }));
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      for (const end of ends) end();
    };
  }, [leads, callId, media, isEncrypted]);
}

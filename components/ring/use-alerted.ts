"use client";
import { useEffect } from "react";
import { useStore } from "@/components/use-store";
import { ringHere } from "@/lib/call/session-warm";
import { isLeader } from "@/lib/live/live-store";
import type { Incoming } from "@/server/live/contract";

/** Tells the server that this device shows the ring, and makes ready for the answer; one of its tabs does it for all. */
export function useAlerted(incoming: Incoming | null): void {
  const leads = useStore(isLeader);
  const { callId, media } = incoming ?? {};
  useEffect(() => {
    if (leads && callId && media) return ringHere({ callId, media });
  }, [leads, callId, media]);
}

"use client";
import { useEffect } from "react";
import { useStore } from "@/components/use-store";
import { api } from "@/lib/api/client";
import { isLeader } from "@/lib/live/live-store";
import type { Incoming } from "@/server/live/contract";

/** Tells the server that this device shows the ring; one of its tabs does it for all. */
export function useAlerted(incoming: Incoming | null): void {
  const leads = useStore(isLeader);
  const callId = incoming?.callId;
  useEffect(() => {
    // A ring that has just stopped needs no word of it.
    if (leads && callId) void api.calls.alerted.mutate({ callId }).catch(() => {});
  }, [leads, callId]);
}

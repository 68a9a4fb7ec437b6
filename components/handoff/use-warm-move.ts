"use client";
import { useWhileInFront } from "@/components/use-while-in-front";
import { warmMove } from "@/lib/call/warm-move";
import type { Elsewhere } from "@/server/live/contract";

/** Has this device stand ready to take a call, as long as that is on the screen and the page is in front, from `afterMs` on. */
export function useWarmMove(call: Elsewhere, isWanted: boolean, afterMs = 0): void {
  useWhileInFront(() => warmMove(call), isWanted ? call.callId : null, afterMs);
}

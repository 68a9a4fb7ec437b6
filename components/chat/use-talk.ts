"use client";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";
import type { Talk } from "@/server/live/contract";

/** Whose hands are up in a call, and whether this person leads it; null before the server has told. */
export function useTalk(callId: string | null): Talk | null {
  return useStore(liveState)?.talks.find((one) => one.callId === callId) ?? null;
}

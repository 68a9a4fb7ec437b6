"use client";
import { useStore } from "@/components/use-store";
import type { Pad, PadState } from "@/lib/pad/pad";
import { openPads } from "@/lib/pad/pads";
import { type Store, writable } from "@/lib/store";

const nothing: Store<PadState | null> = writable<PadState | null>(null);

/** The pad of a call as it is drawn; null while its code is on the way. */
export function usePad(callId: string): { pad: Pad | null; state: PadState | null } {
  const pad = useStore(openPads).get(callId) ?? null;
  const state = useStore<PadState | null>(pad?.state ?? nothing);
  return { pad, state };
}

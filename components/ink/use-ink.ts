"use client";
import { useCallback, useSyncExternalStore } from "react";
import { useStore } from "@/components/use-store";
import type { SurfaceId } from "@/lib/ink/ink";
import type { InkRoom } from "@/lib/ink/ink-room";
import { liveState } from "@/lib/live/live-store";
import type { Participant } from "@/server/live/contract";

/** What somebody may do on a surface; drawn anew when that changes, and not with each point. */
export function useRights(ink: InkRoom, id: SurfaceId) {
  const subscribe = useCallback(
    (draw: () => void) => ink.subscribe((changed) => changed === id && draw()),
    [ink, id],
  );
  const read = () => {
    const { mayDraw, mayRule, isOwnerOnly, me, owner } = ink.surface(id);
    return JSON.stringify({ mayDraw, mayRule, isOwnerOnly, isMine: me === owner });
  };
  type Rights = Record<"mayDraw" | "mayRule" | "isOwnerOnly" | "isMine", boolean>;
  return JSON.parse(useSyncExternalStore(subscribe, read, read)) as Rights;
}

/** Whose device that is. */
export const ownerIn = (participants: readonly Participant[], identity: string): Participant | undefined =>
  participants.find(
    ({ admissionId, besides }) =>
      admissionId === identity || besides.some((one) => one.admissionId === identity),
  );

const nobody: Participant[] = [];

/** Everybody who was ever on the running call. */
export const useParticipants = (): Participant[] => useStore(liveState)?.call?.participants ?? nobody;

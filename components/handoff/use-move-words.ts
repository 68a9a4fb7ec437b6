"use client";
import { useTranslations } from "next-intl";
import type { MoveFailure } from "@/server/handoff/contract";
import type { Elsewhere, Move } from "@/server/live/contract";

/** What becomes of a move, in words: on the device that has the call, and on the one that is to have it. */
export function useMoveWords() {
  const t = useTranslations("handoff");
  // Who has just said no is not told of it.
  const failedHere = (reason: MoveFailure, device: string) =>
    reason === "declined" ? "" : t(`failedHere.${reason}`, { device });
  return {
    /** Of a move that is asked or under way. */
    moving: ({ state, deviceName }: Pick<Move, "state" | "deviceName">): string =>
      t(state === "asked" ? "dialog.asking" : "dialog.moving", { device: deviceName }),
    /** Why a call stays on that other device. */
    failedHere,
    /** On the device where the call stays; empty while nothing failed. */
    there: (move: Move | null): string =>
      move?.state === "failed" && move.reason
        ? t(`failedThere.${move.reason}`, { device: move.deviceName })
        : "",
    /** On the device to which it was to move; empty where another one was. */
    here: ({ move, deviceName }: Elsewhere, deviceId: string): string =>
      move?.state === "failed" && move.reason && move.deviceId === deviceId
        ? failedHere(move.reason, deviceName)
        : "",
  };
}

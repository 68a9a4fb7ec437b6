"use client";
import { useTranslations } from "next-intl";
import type { Elsewhere, Move } from "@/server/live/contract";

/** What became of a move that failed: on the device that has the call, and on the one that was to have it. */
export function useMoveWords() {
  const t = useTranslations("handoff");
  return {
    /** On the device where the call stays; empty while nothing failed. */
    there: (move: Move | null): string =>
      move?.state === "failed" && move.reason
        ? t(`failedThere.${move.reason}`, { device: move.deviceName })
        : "",
    /** On the device to which it was to move; empty where another one was. */
    here: ({ move, deviceName }: Elsewhere, deviceId: string): string =>
      move?.state === "failed" && move.reason && move.deviceId === deviceId
        ? t(`failedHere.${move.reason}`, { device: deviceName })
        : "",
  };
}

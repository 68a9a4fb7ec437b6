"use client";
import { useQuery } from "@tanstack/react-query";
import { queries } from "@/lib/api/queries";
import { rememberPlace } from "@/lib/call/came-from";
import { goToMove } from "@/lib/call/go-to-call";
import { canMove } from "@/lib/call/handoff";
import type { Elsewhere } from "@/server/live/contract";
import { useAttempt } from "@/components/problem/use-attempt";

/**
 * What "Continue here" does outside a call: it leads to the look at the camera, or moves at once where the person has set that. Null
 * while the call cannot move: it still rings, or is on its way to some device already.
 */
export function useContinueHere(elsewhere: Elsewhere) {
  const { data } = useQuery(queries.ringSettings);
  const { isBusy, attempt } = useAttempt();
  const { move } = elsewhere;
  const isMoving = move !== null && move.state !== "failed";
  const go = () => {
    if (!data?.movesAtOnce) {
      rememberPlace();
      return goToMove(elsewhere.callId);
    }
    void attempt(async () => {
      const { continueHere } = await import("@/lib/call/continue-here");
      await continueHere(elsewhere);
    });
  };
  return { go: canMove(elsewhere) && !isMoving ? go : null, isBusy, isMoving };
}

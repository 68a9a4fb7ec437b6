"use client";
import { useEffect } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { answerCall } from "@/lib/call/answer-call";
import type { Ring } from "@/lib/call/ring";
import { answerWish, dropWish, wishToAnswer } from "@/lib/push/answer-wish";

const CALL = /^\/call\/([0-9a-f-]{36})$/;

/**
 * Answers the call whose notification was answered, once it rings here: the address ends in `#answer`, which is taken off at
 * once, so that neither a reload nor a later ring is answered by it. Without the camera, as the button of that name does. On
 * another call it is left to the card, which says what becomes of that one.
 */
export function useAnswerHash(ring: Ring): void {
  const words = useProblemWords();
  const wished = useStore(answerWish);
  const incoming = "incoming" in ring ? ring.incoming : null;
  useEffect(() => {
    const callId = CALL.exec(location.pathname)?.[1];
    if (!callId || location.hash !== "#answer") return;
    history.replaceState(history.state, "", location.pathname);
    wishToAnswer(callId);
  }, []);
  useEffect(() => {
    if (!incoming || incoming.callId !== wished) return;
    dropWish(incoming.callId);
    if (ring.kind === "waiting") return;
    answerCall(incoming, false).catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  }, [incoming, wished, ring.kind, words]);
}

"use client";
import { useEffect } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { loadStage } from "@/components/stage/late-stage";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { answerCall, declineCall, silence, silencedRings } from "@/lib/call/answer-call";
import { goToCall } from "@/lib/call/go-to-call";
import { ringOf } from "@/lib/call/ring";
import { announceClosing, callSession, loadMedia } from "@/lib/call/session";
import { liveState, msLeft, startLive } from "@/lib/live/live-store";
import { IncomingCall } from "./incoming-call";
import { useAlerted } from "./use-alerted";
import { useAnswerHash } from "./use-answer-hash";
import { useStoppedNotices } from "./use-stopped-notices";
import { WaitingCall } from "./waiting-call";

/** How long after its time a ring goes on where the server's word does not come, in ms. */
const GRACE_MS = 2_000;

/** Follows the server on every signed-in page and shows a call that rings, over everything. */
export function RingLayer() {
  const words = useProblemWords();
  const ring = ringOf(useStore(liveState), useStore(silencedRings));
  const incoming = ring.kind === "incoming" || ring.kind === "waiting" ? ring.incoming : null;

  useEffect(() => {
    startLive();
    window.addEventListener("pagehide", announceClosing);
    return () => window.removeEventListener("pagehide", announceClosing);
  }, []);
  const callId = incoming?.callId;
  const isCalling = useStore(callSession).phase === "connecting";
  useEffect(() => {
    if (callId || isCalling) void Promise.all([loadMedia(), loadStage()]);
  }, [callId, isCalling]);
  useEffect(() => {
    if (!incoming) return;
    const quiet = setTimeout(() => silence(incoming.callId), msLeft(incoming.ringMsLeft) + GRACE_MS);
    return () => clearTimeout(quiet);
  }, [incoming]);
  useAlerted(incoming);
  useStoppedNotices();
  useAnswerHash(ring);

  if (!incoming) return null;
  const attempt = (act: Promise<void>) =>
    act.catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  const acts = {
    onAnswer: (camera: boolean) => {
      void attempt(answerCall(incoming, camera));
      goToCall(incoming.callId);
    },
    onDecline: () => void attempt(declineCall(incoming)),
  };
  return ring.kind === "waiting" ? (
    <WaitingCall key={incoming.callId} incoming={incoming} {...acts} />
  ) : (
    <IncomingCall key={incoming.callId} incoming={incoming} {...acts} />
  );
}

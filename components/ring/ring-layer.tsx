"use client";
import { useEffect } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { loadStage } from "@/components/stage/late-stage";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { answerCall, declineCall, silence, silencedRings } from "@/lib/call/answer-call";
import { ringOf } from "@/lib/call/ring";
import { announceClosing, callSession, loadMedia, takeUpHeld } from "@/lib/call/session";
import { liveState, msLeft, startLive } from "@/lib/live/live-store";
import { IncomingCall } from "./incoming-call";
import { LateQuietCall, LateWaitingCall } from "./late-cards";
import type { RingActs } from "./ring-acts";
import { useAlerted } from "./use-alerted";
import { useAnswerHash } from "./use-answer-hash";
import { useStoppedNotices } from "./use-stopped-notices";

/** How long after its time a ring goes on where the server's word does not come, in ms. */
const GRACE_MS = 2_000;

/** Follows the server on every signed-in page and shows a call that rings, over everything. */
export function RingLayer() {
  const words = useProblemWords();
  const live = useStore(liveState);
  const ring = ringOf(live, useStore(silencedRings));
  const incoming = "incoming" in ring ? ring.incoming : null;

  useEffect(() => {
    startLive();
    const unfollow = liveState.subscribe(() => void takeUpHeld());
    window.addEventListener("pagehide", announceClosing);
    return () => {
      unfollow();
      window.removeEventListener("pagehide", announceClosing);
    };
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
  const acts: RingActs = {
    incoming,
    onAnswer: (camera, otherCall) => {
      void attempt(answerCall(incoming, camera, otherCall));
    },
    onDecline: (message) => void attempt(declineCall(incoming, message)),
    onPutOff: (how, minutes) =>
      void attempt(import("@/lib/call/put-off").then(({ putOffCall }) => putOffCall(incoming, how, minutes))),
  };
  const { callId: key } = incoming;
  if (ring.kind === "waiting") {
    const canHold = ring.call.state === "active" && live?.held.length === 0;
    return <LateWaitingCall key={key} {...acts} canHold={canHold} />;
  }
  return ring.kind === "quiet" ? <LateQuietCall key={key} {...acts} /> : <IncomingCall key={key} {...acts} />;
}

"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { problemOf } from "@/lib/api/problem-of";
import { answerCall, declineCall, silencedRings } from "@/lib/call/answer-call";
import { ringOf } from "@/lib/call/ring";
import { announceClosing, loadMedia } from "@/lib/call/session";
import { liveState, startLive } from "@/lib/live/live-store";
import { IncomingCall } from "./incoming-call";
import { useAlerted } from "./use-alerted";
import { useStoppedNotices } from "./use-stopped-notices";
import { WaitingCall } from "./waiting-call";

/** Follows the server on every signed-in page and shows a call that rings, over everything. */
export function RingLayer() {
  const router = useRouter();
  const words = useProblemWords();
  const ring = ringOf(useStore(liveState), useStore(silencedRings));
  const incoming = ring.kind === "incoming" || ring.kind === "waiting" ? ring.incoming : null;

  useEffect(() => {
    startLive();
    window.addEventListener("pagehide", announceClosing);
    return () => window.removeEventListener("pagehide", announceClosing);
  }, []);
  useEffect(() => {
    if (incoming) void loadMedia();
  }, [incoming]);
  useAlerted(incoming);
  useStoppedNotices();

  if (!incoming) return null;
  const attempt = (act: Promise<void>) =>
    act.catch((error: unknown) => toast(words(problemOf(error)), "alarm"));
  const acts = {
    onAnswer: (camera: boolean) => {
      void attempt(answerCall(incoming, camera));
      router.push(`/call/${incoming.callId}`);
    },
    onDecline: () => void attempt(declineCall(incoming)),
  };
  return ring.kind === "waiting" ? (
    <WaitingCall key={incoming.callId} incoming={incoming} {...acts} />
  ) : (
    <IncomingCall key={incoming.callId} incoming={incoming} {...acts} />
  );
}

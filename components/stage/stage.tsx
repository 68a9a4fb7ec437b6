"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { LateCallElsewhere } from "@/components/handoff/late-handoff";
import { useStore } from "@/components/use-store";
import type { Trouble } from "@/lib/api/problem-of";
import { comingCall } from "@/lib/call/coming-call";
import { callSession } from "@/lib/call/session";
import { isRunning } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import { Backdrop } from "./backdrop";
import { CallOver } from "./call-over";
import { CallView } from "./call-view";
import { InOtherTab, TakeUp } from "./take-up";

/** One call on this tab: running, over, or to be taken up again after a reload. */
export function Stage({ callId }: { callId: string }) {
  const t = useTranslations("stage");
  const session = useStore(callSession);
  const live = useStore(liveState);
  const isComing = useStore(comingCall) === callId;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const call = live?.call?.callId === callId ? live.call : null;
  const elsewhere = live?.elsewhere.find((one) => one.callId === callId);
  const isMine = call !== null && call.state !== "ended" && call.admissionId !== null;

  if (isRunning(session) && (session.callId === null || session.callId === callId)) {
    return <CallView session={session} call={call ?? session.expected} />;
  }
  const over = session.phase === "over" && session.callId === callId ? session : null;
  if (over?.reason === "elsewhere" && isMine) return <InOtherTab call={call} />;
  if (live && elsewhere && !isComing && (over || !isMine)) {
    return <LateCallElsewhere elsewhere={elsewhere} deviceId={live.deviceId} over={over} />;
  }
  if (over && !isComing) {
    const { reason, people } = over;
    // It went on elsewhere, and has ended there since.
    const why = reason === "moved" || reason === "move_failed" ? (call?.endReason ?? "gone") : reason;
    return <CallOver callId={callId} reason={why} people={people} />;
  }
  if (!live || isComing || live.incoming.some((one) => one.callId === callId)) {
    return (
      <Backdrop>
        <Spinner />
        <p className="text-muted">{t("loading")}</p>
      </Backdrop>
    );
  }
  if (isMine) return <TakeUp call={call} trouble={trouble} onTrouble={setTrouble} />;
  const people = call?.participants.filter((one) => !one.isMe).map((one) => one.person) ?? [];
  return <CallOver callId={callId} reason={call?.endReason ?? "gone"} people={people} />;
}

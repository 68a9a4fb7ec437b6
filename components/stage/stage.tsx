"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { LateCallElsewhere } from "@/components/handoff/late-handoff";
import { useStore } from "@/components/use-store";
import type { Trouble } from "@/lib/api/problem-of";
import { aheadCall, forgetAhead } from "@/lib/call/ahead-call";
import { comingCall } from "@/lib/call/coming-call";
import { callSession } from "@/lib/call/session";
import { isRunning } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import { Backdrop } from "./backdrop";
import { CallOver } from "./call-over";
import { CallView } from "./call-view";
import { InOtherTab, TakeUp } from "./take-up";

/** `isShown`: not drawn ahead of an answer. `isAddressed`: the address is that of this call. */
type StageProps = { callId: string; isShown: boolean; isAddressed: boolean };

/** One call on this tab: drawn ahead while it rings, running, over, or to be taken up again after a reload. */
export function Stage({ callId, isShown, isAddressed }: StageProps) {
  const t = useTranslations("stage");
  const session = useStore(callSession);
  const live = useStore(liveState);
  const isComing = useStore(comingCall) === callId;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const call = live?.call?.callId === callId ? live.call : null;
  const elsewhere = live?.elsewhere.find((one) => one.callId === callId);
  const isMine = call !== null && call.state !== "ended" && call.admissionId !== null;

  const begun = isRunning(session) && (session.callId === null || session.callId === callId) ? session : null;
  const ahead = useStore(aheadCall);
  const mine = ahead?.callId === callId && (ahead.isTaken || !isShown) ? ahead : null;
  const isOvertaken = begun !== null && isAddressed && mine !== null;
  useEffect(() => (isOvertaken ? forgetAhead() : undefined), [isOvertaken]);

  const running = begun ?? mine?.session;
  if (running) return <CallView session={running} call={call ?? running.expected} />;
  const over = session.phase === "over" && session.callId === callId ? session : null;
  if (over?.reason === "elsewhere" && isMine) return <InOtherTab call={call} />;
  if (live && elsewhere && !isComing && (over || !isMine)) {
    return <LateCallElsewhere elsewhere={elsewhere} deviceId={live.deviceId} over={over} />;
  }
  if (over && !isComing) {
    const { reason, people, stage } = over;
    // It went on without this device, and has ended since.
    const why = reason === "moved" || reason === "move_failed" ? "gone" : reason;
    const isOld = why === "gone" || reason === "unreachable" || reason === "no_media";
    const truth = (isOld && call?.endReason) || why;
    return <CallOver callId={callId} reason={truth} stage={stage} people={people} />;
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
  const { endReason = null, failedStage = null } = call ?? {};
  return <CallOver callId={callId} reason={endReason ?? "gone"} stage={failedStage} people={people} />;
}

"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useStore } from "@/components/use-store";
import { rejoinCall } from "@/lib/call/rejoin-call";
import { callSession } from "@/lib/call/session";
import { isRunning } from "@/lib/call/session-state";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { CallOver } from "./call-over";
import { CallView } from "./call-view";
import { Backdrop } from "./backdrop";

/** One call on this tab: running, over, or to be taken up again after a reload. */
export function Stage({ callId }: { callId: string }) {
  const session = useStore(callSession);
  const live = useStore(liveState);
  const call = live?.call?.callId === callId ? live.call : null;

  if (isRunning(session) && (session.callId === null || session.callId === callId)) {
    return <CallView session={session} call={call} />;
  }
  if (session.phase === "over" && session.callId === callId) {
    return <CallOver reason={session.reason} people={session.people} />;
  }
  if (!live) return <Loading />;
  if (call && call.state !== "ended" && call.admissionId) return <TakeUp call={call} />;
  const people = call?.participants.filter((one) => !one.isMe).map((one) => one.person.name) ?? [];
  return <CallOver reason={call?.endReason ?? "gone"} people={people} />;
}

function Loading() {
  const t = useTranslations("stage");
  return (
    <Backdrop>
      <Spinner />
      <p className="text-muted">{t("loading")}</p>
    </Backdrop>
  );
}

/** The seat is ours and nothing runs here: a reload, or the call is open in another tab. */
function TakeUp({ call }: { call: LiveCall }) {
  const t = useTranslations("stage");
  const [isElsewhere, setElsewhere] = useState(false);
  const { callId } = call;
  useEffect(() => {
    const present = liveState.value?.call;
    if (present?.callId !== callId) return;
    rejoinCall(present).then(
      () => setElsewhere(callSession.value.phase === "idle"),
      () => setElsewhere(true),
    );
  }, [callId]);
  if (!isElsewhere) return <Loading />;
  return (
    <Backdrop>
      <p className="text-lg">{t("inOtherTab")}</p>
      <Button tone="primary" size="lg" onClick={() => void rejoinCall(call, { steal: true })}>
        {t("here")}
      </Button>
    </Backdrop>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { rejoinCall } from "@/lib/call/rejoin-call";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Backdrop } from "./backdrop";

type TakeUpProps = {
  call: LiveCall;
  /** Why it could not be taken up, kept by whoever outlives this; null to try at once. */
  trouble: Trouble | null;
  onTrouble: (trouble: Trouble | null) => void;
};

/** The seat is ours and nothing runs on this tab: a reload, or the call is open in another tab. */
export function TakeUp({ call, trouble, onTrouble }: TakeUpProps) {
  const t = useTranslations("stage");
  const words = useProblemWords();
  const { callId } = call;
  const take = useCallback(() => {
    const present = liveState.value?.call;
    if (present?.callId !== callId) return;
    onTrouble(null);
    rejoinCall(present).catch((error: unknown) => onTrouble(problemOf(error)));
  }, [callId, onTrouble]);
  useEffect(() => {
    if (!trouble) take();
  }, [take, trouble]);

  if (trouble?.code === "on_another_call") return <InOtherTab call={call} />;
  return (
    <Backdrop>
      {trouble ? <p role="alert">{words(trouble)}</p> : <Spinner />}
      {trouble ? (
        <Button tone="primary" size="lg" onClick={take}>
          {t("retry")}
        </Button>
      ) : (
        <p className="text-muted">{t("loading")}</p>
      )}
    </Backdrop>
  );
}

/** One tab of a device is in a call: this one may take it over. */
export function InOtherTab({ call }: { call: LiveCall }) {
  const t = useTranslations("stage");
  return (
    <Backdrop>
      <p className="text-lg">{t("inOtherTab")}</p>
      <Button tone="primary" size="lg" onClick={() => void rejoinCall(call, { steal: true }).catch(() => {})}>
        {t("here")}
      </Button>
    </Backdrop>
  );
}

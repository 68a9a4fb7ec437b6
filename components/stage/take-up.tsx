"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { rejoinCall } from "@/lib/call/rejoin-call";
import { liveState } from "@/lib/live/live-store";
import type { LiveCall } from "@/server/live/contract";
import { Backdrop } from "./backdrop";

/** The seat is ours and nothing runs on this tab: a reload, or the call is open in another tab. */
export function TakeUp({ call }: { call: LiveCall }) {
  const t = useTranslations("stage");
  const words = useProblemWords();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { callId } = call;
  const take = useCallback(() => {
    const present = liveState.value?.call;
    if (present?.callId !== callId) return;
    setTrouble(null);
    rejoinCall(present).catch((error: unknown) => setTrouble(problemOf(error)));
  }, [callId]);
  useEffect(take, [take]);

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

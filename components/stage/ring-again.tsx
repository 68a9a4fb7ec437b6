"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { isRungOut, noteRungOut, rungOut } from "@/lib/call/rung-out";
import { PhoneForwarded } from "lucide-react";

/** A wait that is longer than this is not waited for during a call, in ms. */
const WAITED_FOR_MS = 60_000;

type RingAgainProps = { callId: string; person: { id: string; name: string }; hasIcon?: boolean };

/** Rings somebody again who did not come. Once that was done as often as one may, words stand in its place. */
export function RingAgain({ callId, person, hasIcon }: RingAgainProps) {
  const t = useTranslations("stage");
  const words = useProblemWords();
  const known = useStore(rungOut);
  const [isBusy, setBusy] = useState(false);
  async function ring() {
    setBusy(true);
    try {
      await api.calls.ringAgain.mutate({ callId, personId: person.id });
    } catch (error) {
      const trouble = problemOf(error);
      if (trouble.code === "rate_limited" && trouble.retryAfterMs > WAITED_FOR_MS) {
        noteRungOut(callId, person.id);
      } else toast(words(trouble), "alarm");
    } finally {
      setBusy(false);
    }
  }
  if (isRungOut(known, callId, person.id)) {
    return (
      <p role="status" className="text-pretty text-muted text-sm">
        {t("rungOut", { name: person.name })}
      </p>
    );
  }
  return (
    <Button size="md" isBusy={isBusy} onClick={() => void ring()}>
      {hasIcon && <PhoneForwarded aria-hidden="true" className="size-4" />}
      {t("ringAgain")}
    </Button>
  );
}

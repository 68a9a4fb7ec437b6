"use client";
import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNames } from "@/components/people/use-names";
import { useAttempt } from "@/components/problem/use-attempt";
import { Button } from "@/components/ui/button";
import { endHeld, swapCalls } from "@/lib/call/swap-calls";
import type { HeldCall } from "@/server/live/contract";
import { Timer } from "./timer";

/** The call on hold while another runs: changing over to it, and ending it. */
export function HeldBar({ held }: { held: HeldCall }) {
  const t = useTranslations("stage");
  const names = useNames();
  const { isBusy, attempt } = useAttempt();
  const people = names(held.people);
  return (
    <section
      aria-label={t("onHold", { people })}
      className="absolute inset-x-2 top-[calc(max(0.375rem,env(safe-area-inset-top))+3.75rem+var(--lock-line,0rem))] z-10 mx-auto flex max-w-md items-center gap-2 rounded-md bg-card p-1.5 pl-3 shadow-float ring-1 ring-line"
    >
      <Pause aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
      <p className="min-w-0 flex-1 truncate text-sm">{t("onHold", { people })}</p>
      {held.answeredAt !== null && <Timer since={held.answeredAt} />}
      <Button tone="primary" isBusy={isBusy} onClick={() => void attempt(() => swapCalls(held))}>
        {t("swap")}
      </Button>
      <Button
        tone="end"
        disabled={isBusy}
        aria-label={t("endHeld", { people })}
        onClick={() => void attempt(() => endHeld(held))}
      >
        {t("endShort")}
      </Button>
    </section>
  );
}

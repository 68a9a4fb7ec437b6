"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { type Asking, askForDigits } from "@/lib/e2ee/identity/ask-digits";

/** Six digits on the new device, which are typed on another one. */
export function ShownDigits({ userId }: { userId: string }) {
  const [round, setRound] = useState(0);
  return <Round key={round} userId={userId} onAgain={() => setRound(round + 1)} />;
}

function Round({ userId, onAgain }: { userId: string; onAgain: () => void }) {
  const t = useTranslations("identity.device");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [step, setStep] = useState<Asking>({ phase: "waiting" });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    askForDigits(
      userId,
      (next) => {
        if (ending.signal.aborted) return;
        setStep(next);
        if (next.phase === "confirmed") void cache.invalidateQueries({ queryKey: ["identity"] });
      },
      ending.signal,
    ).catch((error: unknown) => !ending.signal.aborted && setTrouble(problemOf(error)));
    return () => ending.abort();
  }, [userId, cache]);
  if (trouble || step.phase === "over")
    return (
      <div role="alert" className="grid justify-items-center gap-3">
        <p className="text-pretty text-end-text">{trouble ? words(trouble) : t("over")}</p>
        <Button tone="primary" onClick={onAgain}>
          {t("again")}
        </Button>
      </div>
    );
  return (
    <div role="status" className="grid min-h-28 content-center justify-items-center gap-3">
      <p className="text-pretty text-muted">{t(step.phase === "digits" ? "typeThere" : "goThere")}</p>
      {step.phase === "digits" ? (
        <p className="select-all font-semibold text-2xl tabular-nums tracking-widest">{step.digits}</p>
      ) : (
        <Spinner />
      )}
    </div>
  );
}

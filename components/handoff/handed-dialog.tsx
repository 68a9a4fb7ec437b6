"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId } from "react";
import { useNames } from "@/components/people/use-names";
import { useTone } from "@/components/ring/use-ringing";
import { loadStage } from "@/components/stage/late-stage";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { useModalDialog } from "@/components/ui/use-modal-dialog";
import { continueHere } from "@/lib/call/continue-here";
import { loadMedia } from "@/lib/call/load-media";
import { declineMove } from "@/lib/call/move-call";
import type { Elsewhere } from "@/server/live/contract";
import { useAttempt } from "@/components/problem/use-attempt";
import { useWarmMove } from "./use-warm-move";

const MOST_FACES = 3;

/**
 * Another device of mine wants to give its call to this one. A native modal dialog keeps focus inside and gives it back; Escape is
 * taken away, so that nothing is refused by accident. Knocks softly.
 */
export function HandedDialog({ handed, onDone }: { handed: Elsewhere; onDone: () => void }) {
  const t = useTranslations("handoff");
  const names = useNames();
  const title = useId();
  const dialog = useModalDialog();
  const { isBusy, attempt } = useAttempt();
  const { callId, people, deviceName } = handed;
  useTone("knock");
  useEffect(() => {
    void Promise.all([loadMedia(), loadStage()]);
  }, []);
  useWarmMove(handed, true);
  const keepOpen = (event: KeyboardEvent) => event.key === "Escape" && event.preventDefault();
  const answer = (act: () => Promise<void>) =>
    void attempt(act).then((isDone) => {
      if (isDone) onDone();
    });
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={keepOpen}
      data-scheme="dark"
      className="fixed inset-x-0 top-auto bottom-0 z-50 m-0 w-full max-w-none rounded-t-lg bg-card p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink shadow-float backdrop:bg-scrim sm:inset-0 sm:m-auto sm:h-fit sm:w-[26rem] sm:rounded-lg"
    >
      <div className="flex flex-col items-center gap-4 text-center">
        <div className="-space-x-4 flex">
          {people.slice(0, MOST_FACES).map((person) => (
            <Avatar key={person.id} person={person} size="lg" />
          ))}
        </div>
        <div>
          <h2 id={title} className="break-words font-semibold text-lg">
            {t("asked.title", { people: names(people) })}
          </h2>
          <p className="mt-1 text-muted">{t("asked.text", { device: deviceName })}</p>
        </div>
        <div className="mt-2 grid w-full gap-2 sm:grid-flow-col sm:auto-cols-fr">
          <Button
            data-first
            tone="primary"
            size="lg"
            isBusy={isBusy}
            className="sm:order-last"
            onClick={() => answer(() => continueHere(handed))}
          >
            {t("continueHere")}
          </Button>
          <Button size="lg" disabled={isBusy} onClick={() => answer(() => declineMove(callId))}>
            {t("notNow")}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

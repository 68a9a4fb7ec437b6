"use client";
import { Phone, PhoneOff, Video, Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { RingActs } from "./ring-acts";
import { useRinging } from "./use-ringing";

/**
 * A call that rings, over everything. A native modal dialog keeps focus inside and gives it back; Escape is taken away, so
 * that nothing is declined by accident.
 */
export function IncomingCall({ incoming, onAnswer, onDecline }: RingActs) {
  const t = useTranslations("ring");
  const dialog = useRef<HTMLDialogElement>(null);
  const name = incoming.from.name;
  const unblock = useRinging(t("title", { name }));

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLButtonElement>("[data-first]")?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-label={t("incoming", { name })}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
      data-scheme="dark"
      className="fixed inset-0 z-50 m-0 h-dvh max-h-none w-screen max-w-none bg-paper text-ink backdrop:bg-scrim"
    >
      <div className="flex h-full flex-col items-center justify-between px-6 pt-[max(15vh,4rem)] pb-[max(8vh,env(safe-area-inset-bottom))]">
        <div className="flex flex-col items-center gap-5 text-center">
          <span className="ring-pulse rounded-full">
            <Avatar person={incoming.from} size="xl" />
          </span>
          <div>
            <p className="break-words font-semibold text-2xl">{name}</p>
            <p className="mt-1 text-muted">
              {t(incoming.media)}
              {incoming.others.length > 0 && ` · ${t("others", { count: incoming.others.length })}`}
            </p>
          </div>
          {unblock && (
            <Button onClick={unblock}>
              <Volume2 aria-hidden="true" className="size-5" />
              {t("sound")}
            </Button>
          )}
        </div>
        <div className="flex w-full max-w-sm items-start justify-around">
          <Choice words={t("decline")}>
            <IconButton label={t("decline")} tone="end" size="xl" onClick={onDecline}>
              <PhoneOff aria-hidden="true" />
            </IconButton>
          </Choice>
          <Choice words={t("answer")}>
            <IconButton
              data-first
              label={t("answer")}
              tone="answer"
              size="xl"
              onClick={() => onAnswer(false)}
            >
              <Phone aria-hidden="true" />
            </IconButton>
          </Choice>
          <Choice words={t("answerVideoShort")}>
            <IconButton label={t("answerVideo")} tone="answer" size="xl" onClick={() => onAnswer(true)}>
              <Video aria-hidden="true" />
            </IconButton>
          </Choice>
        </div>
      </div>
    </dialog>
  );
}

function Choice({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="flex w-24 flex-col items-center gap-2">
      {children}
      <span aria-hidden="true" className="text-center text-muted text-sm">
        {words}
      </span>
    </div>
  );
}

"use client";
import { Ellipsis, Phone, PhoneOff, Video, Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { canAnswer, RingSecurity } from "@/components/e2ee/ring-security";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { useModalDialog } from "@/components/ui/use-modal-dialog";
import { ringToneOf } from "@/lib/call/tones";
import { LateRingMore } from "./late-cards";
import type { RingActs } from "./ring-acts";
import { useRingWords } from "./use-ring-words";
import { useRinging } from "./use-ringing";

/**
 * A call that rings, over everything. A native modal dialog keeps focus inside and gives it back; Escape is taken away, so
 * that nothing is declined by accident.
 */
export function IncomingCall({ incoming, onAnswer, onDecline, onPutOff }: RingActs) {
  const t = useTranslations("ring");
  const dialog = useModalDialog();
  const name = incoming.from.name;
  const words = useRingWords();
  const isAble = canAnswer(incoming);
  const unblock = useRinging(t("title", { name }), ringToneOf(incoming.tone));

  const keepOpen = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.current?.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t("incoming", { name })}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={keepOpen}
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
            <p className="mt-1 text-balance text-muted">{words(incoming)}</p>
          </div>
          <RingSecurity incoming={incoming} />
          {incoming.topic && (
            <p className="max-w-md text-balance break-words text-xl">
              {t("topic", { topic: incoming.topic })}
            </p>
          )}
          {unblock && (
            <Button onClick={unblock}>
              <Volume2 aria-hidden="true" className="size-5" />
              {t("sound")}
            </Button>
          )}
        </div>
        <div className="flex w-full flex-col items-center gap-8">
          <More incoming={incoming} onDecline={onDecline} onPutOff={onPutOff} />
          <div className="flex w-full max-w-sm items-start justify-around">
            <Choice words={t("decline")}>
              <IconButton label={t("decline")} tone="end" size="xl" onClick={() => onDecline()}>
                <PhoneOff aria-hidden="true" />
              </IconButton>
            </Choice>
            {isAble && (
              <>
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
              </>
            )}
          </div>
        </div>
      </div>
    </dialog>
  );
}

/** What is done more rarely, behind one button; its code comes when it is opened. */
function More(acts: Omit<RingActs, "onAnswer">) {
  const t = useTranslations("ring");
  const id = useId();
  return (
    <>
      <Button tone="ghost" popoverTarget={id}>
        <Ellipsis aria-hidden="true" className="size-5" />
        {t("more")}
      </Button>
      <Popover
        id={id}
        name={t("more")}
        className="inset-x-0 top-auto bottom-[max(2rem,8vh)] mx-auto min-h-46 w-96 content-center rounded-lg p-2"
      >
        <LateRingMore {...acts} />
      </Popover>
    </>
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

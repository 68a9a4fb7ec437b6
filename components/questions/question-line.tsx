"use client";
import { ThumbsUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { WrittenBy } from "@/components/chat/written-by";
import { Button } from "@/components/ui/button";
import type { Chat } from "@/lib/chat/chat";
import type { Standing } from "@/server/chat/contract";
import type { Question } from "@/lib/chat/questions";
import { inertText } from "@/lib/chat/written";

type QuestionLineProps = {
  question: Question;
  chat: Chat;
  /** Who asks, in words. */
  name: string;
  isLeader: boolean;
  maySay: boolean;
};

/** One question: who asks, how many want an answer, and for whoever leads the call what can be done with it. */
export function QuestionLine({ question, chat, name, isLeader, maySay }: QuestionLineProps) {
  const t = useTranslations("questions");
  const { id, sentAt, supporters, standing } = question;
  const text = inertText(question.text);
  const count = supporters.length;
  const isSupported = supporters.includes(chat.of.me);
  const settle = (next: Standing) => chat.send({ type: "settling", question: id, standing: next });
  return (
    <li className="grid gap-1">
      <WrittenBy name={name} at={sentAt}>
        {standing !== "open" && <span className="text-accent-text text-xs">{t(standing)}</span>}
      </WrittenBy>
      <p dir="auto" className="whitespace-pre-wrap break-words text-sm [overflow-wrap:anywhere]">
        {text}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          aria-pressed={isSupported}
          aria-label={t("support", { text, count })}
          disabled={standing !== "open" || !maySay}
          title={t("supports", { count })}
          onClick={() => chat.send({ type: "support", question: id, isOn: !isSupported })}
          className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-full bg-wash px-3 text-sm tabular-nums enabled:hover:bg-press aria-pressed:bg-accent-wash aria-pressed:text-accent-text"
        >
          <ThumbsUp aria-hidden="true" className="size-4" />
          {count}
        </button>
        {isLeader && standing === "open" && (
          <>
            <Button size="sm" disabled={!maySay} onClick={() => settle("answered")}>
              {t("markAnswered")}
            </Button>
            <Button size="sm" tone="ghost" disabled={!maySay} onClick={() => settle("dismissed")}>
              {t("dismiss")}
            </Button>
          </>
        )}
        {isLeader && standing !== "open" && (
          <Button size="sm" tone="ghost" disabled={!maySay} onClick={() => settle("open")}>
            {t("reopen")}
          </Button>
        )}
      </div>
    </li>
  );
}

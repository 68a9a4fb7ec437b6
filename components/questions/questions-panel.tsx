"use client";
import { useTranslations } from "next-intl";
import { useWriterNames } from "@/components/chat/use-writer-names";
import { Fetching, NothingYet } from "@/components/chat/panel-states";
import { PendingLine } from "@/components/chat/pending-line";
import { SidePanel } from "@/components/ui/side-panel";
import { mayAsk } from "@/lib/chat/may-chat";
import { isOfQuestions, notPassedOn } from "@/lib/chat/questions";
import { inertText } from "@/lib/chat/written";
import type { LiveCall } from "@/server/live/contract";
import { AskForm } from "./ask-form";
import { QuestionLine } from "./question-line";
import { useQuestions } from "./use-questions";

/** Questions to whoever leads a call: everybody asks and supports, hosts settle. */
export function QuestionsPanel({ call, onClose }: { call: LiveCall; onClose: () => void }) {
  const t = useTranslations("questions");
  const names = useWriterNames(call);
  const { chat, state, questions, isLeader } = useQuestions(call);
  const me = chat?.of.me ?? "";
  const pending = state.pending.filter(
    ({ says, refused }) => isOfQuestions(says) && (refused || "text" in says),
  );
  const onTheirWay = notPassedOn(state.messages, me).filter(({ from }) => from === me);
  const waiting = questions.filter(({ standing }) => standing === "open");
  const settled = questions.filter(({ standing }) => standing !== "open");
  const isEmpty = state.isReady && questions.length + pending.length + onTheirWay.length === 0;
  const hasAsked = (asked: string | null) =>
    state.messages.some(({ id, from }) => id === asked && from === me);
  const line = (question: (typeof questions)[number]) =>
    chat && (
      <QuestionLine
        key={question.id}
        question={question}
        chat={chat}
        name={
          question.from === null
            ? t(hasAsked(question.asked) ? "youAnonymous" : "anonymous")
            : question.from === me
              ? t("you")
              : names(question.from)
        }
        isLeader={isLeader}
        maySay={mayAsk(call)}
      />
    );
  return (
    <SidePanel name={t("title")} close={t("close")} onClose={onClose} isTall>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4" tabIndex={-1}>
        {isEmpty && <NothingYet title={t("empty")} hint={mayAsk(call) ? t("emptyHint") : null} />}
        {!state.isReady && <Fetching trouble={state.trouble} text={t("loading")} />}
        <ol aria-label={t("waiting")} className="grid gap-3 py-2">
          {waiting.map(line)}
          {onTheirWay.map(({ id, to, says }) => (
            <li key={id} className="grid gap-1">
              <p dir="auto" className="whitespace-pre-wrap break-words text-muted text-sm">
                {inertText(says.text)}
              </p>
              <p className="text-muted text-xs">{t("onItsWay", { name: names(to ?? "") })}</p>
            </li>
          ))}
          {chat && pending.map((one) => <PendingLine key={one.id} pending={one} chat={chat} />)}
        </ol>
        {settled.length > 0 && (
          <>
            <h3 className="mt-2 text-muted text-sm">{t("settled")}</h3>
            <ol aria-label={t("settled")} className="grid gap-3 py-2">
              {settled.map(line)}
            </ol>
          </>
        )}
      </div>
      {chat && mayAsk(call) && <AskForm chat={chat} call={call} isLeader={isLeader} />}
      {!mayAsk(call) && <p className="border-line border-t p-3 text-muted text-sm">{t("readOnly")}</p>}
    </SidePanel>
  );
}

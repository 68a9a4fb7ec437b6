"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useWriterNames } from "@/components/chat/use-writer-names";
import { usePassing } from "@/components/chat/use-passing";
import { Hint } from "@/components/stage/hint";
import { useStore } from "@/components/use-store";
import { sidePanel } from "@/lib/call/side-panel";
import { inertText } from "@/lib/chat/written";
import type { Question } from "@/lib/chat/questions";
import type { LiveCall } from "@/server/live/contract";
import { useQuestions } from "./use-questions";

const EXCERPT = 120;

/** A new question, in words, for 5 s; who has the questions open sees it there, and it is said all the same. */
export function QuestionAids({ call }: { call: LiveCall }) {
  const t = useTranslations("questions");
  const names = useWriterNames(call);
  const { chat, state, questions } = useQuestions(call);
  const shown = useStore(sidePanel);
  const isOpen = shown?.panel === "questions" && shown.callId === call.callId;
  const [notice, show] = usePassing();
  const newest = questions.reduce<Question | null>(
    (last, one) => (last && last.seq > one.seq ? last : one),
    null,
  );
  const tell = useEffectEvent(() => {
    if (!newest || !chat?.isNews(newest)) return;
    const text = inertText(newest.text).replaceAll(/\s+/g, " ").slice(0, EXCERPT);
    show(newest.from === null ? t("newAnonymous", { text }) : t("new", { name: names(newest.from), text }));
  });
  const seq = newest?.seq ?? 0;
  useEffect(() => {
    if (state.isReady && seq > 0) tell();
  }, [state.isReady, seq]);
  return (
    <div role="status" aria-live="polite" className={isOpen ? "sr-only" : "grid justify-items-center"}>
      {notice && <Hint>{notice}</Hint>}
    </div>
  );
}

"use client";
import { MessageCircleQuestion } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { showPanel } from "@/lib/call/side-panel";
import { useQuestions } from "./use-questions";

/** Questions to whoever leads the call. */
export function QuestionsEntry({ call, onClose }: MoreProps) {
  const t = useTranslations("questions");
  const { questions } = useQuestions(call);
  const count = questions.filter(({ standing }) => standing === "open").length;
  return (
    <MoreItem
      icon={<MessageCircleQuestion aria-hidden="true" />}
      label={t("title")}
      hint={count > 0 ? t("open", { count }) : undefined}
      onSelect={() => {
        onClose();
        showPanel(call.callId, "questions");
      }}
    />
  );
}

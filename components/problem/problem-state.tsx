"use client";
import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { problemOf } from "@/lib/api/problem-of";
import { problemActions } from "./problem-actions";
import { useProblemWords } from "./use-problem-words";

/** In place of a list that could not be loaded: the problem's words and its one act. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("problem");
  const words = useProblemWords();
  const trouble = problemOf(error);
  const action = problemActions[trouble.code];
  const act = {
    retry: <Button onClick={onRetry}>{t("actions.retry")}</Button>,
    correct: <Button onClick={onRetry}>{t("actions.retry")}</Button>,
    reload: <Button onClick={() => location.reload()}>{t("actions.reload")}</Button>,
    sign_in: <ButtonLink href="/sign-in">{t("actions.sign_in")}</ButtonLink>,
    go_home: <ButtonLink href="/">{t("actions.go_home")}</ButtonLink>,
  }[action];
  return <ErrorState title={t("listFailed")} text={words(trouble)} action={act} />;
}

"use client";
import { Unlink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Problem } from "@/server/errors/contract";

/** In place of a meeting whose address leads nowhere: why, and the way on. */
export function LinkProblem({ problem }: { problem: Problem }) {
  const t = useTranslations("door.problem");
  const words = useProblemWords();
  return (
    <main className="flex min-h-dvh items-center justify-center px-4">
      <div role="alert">
        <EmptyState
          icon={<Unlink />}
          title={t("title")}
          text={words(problem)}
          action={<ButtonLink href="/">{t("home")}</ButtonLink>}
        />
      </div>
    </main>
  );
}

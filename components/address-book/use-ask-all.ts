"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** Asks people to be contacts, one after the other; `done` counts them while it goes on, and is null otherwise. */
export function useAskAll(onDone: () => void) {
  const t = useTranslations("contacts.book");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [done, setDone] = useState<number | null>(null);

  async function askAll(people: readonly string[]) {
    let asked = 0;
    try {
      for (const personId of people) {
        setDone(asked);
        await api.contacts.request.mutate({ personId });
        asked += 1;
      }
      toast(t("asked", { count: asked }));
    } catch (error) {
      // Who was asked stays asked; the others are still there to be asked another time.
      const trouble = problemOf(error);
      const isLimited = trouble.code === "rate_limited";
      toast(isLimited ? t("limited", { done: asked, count: people.length }) : words(trouble), "alarm");
    }
    setDone(null);
    void cache.invalidateQueries({ queryKey: queries.contacts.queryKey });
    onDone();
  }
  return { askAll, done };
}

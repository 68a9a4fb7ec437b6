"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";

/** Deleting from one's own history: one call, which can be undone, or all of them. */
export function useRemoveCalls() {
  const t = useTranslations("history");
  const words = useProblemWords();
  const cache = useQueryClient();
  const after = {
    onError: (error: unknown) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: ["history"] }),
  };
  const restore = useMutation({
    ...after,
    mutationFn: (id: string) => api.history.restore.mutate({ ids: [id] }),
  });
  const remove = useMutation({
    ...after,
    mutationFn: (id: string) => api.history.remove.mutate({ id }),
    onSuccess: (_, id) => toast(t("deleted"), "plain", { label: t("undo"), run: () => restore.mutate(id) }),
  });
  const removeAll = useMutation({
    ...after,
    mutationFn: () => api.history.removeAll.mutate(),
    onSuccess: () => toast(t("deletedAll")),
  });
  return { remove: remove.mutateAsync, removeAll: removeAll.mutate };
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** Changes a webhook: the list follows, and what hinders it is said in a notice. `run` answers what came of it, or null. */
export function useWebhookChange() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.webhooks.queryKey }),
  });
  return {
    run: async <Result>(change: () => Promise<Result>): Promise<Result | null> =>
      (await mutateAsync(change).catch(() => null)) as Result | null,
    isBusy: isPending,
  };
}

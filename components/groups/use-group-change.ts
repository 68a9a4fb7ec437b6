"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** Changes groups: the lists follow, and what hinders it is said in a notice. `run` answers whether it went well. */
export function useGroupChange() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.groups.queryKey }),
  });
  return {
    run: (change: () => Promise<unknown>): Promise<boolean> =>
      mutateAsync(change).then(
        () => true,
        () => false,
      ),
    isBusy: isPending,
  };
}

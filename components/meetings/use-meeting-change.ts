"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";

/** Changes meetings: the lists follow, and what hinders it is said in a notice. `run` answers with null then. */
export function useMeetingChange() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.meetings.queryKey }),
  });
  return {
    run: <Answer>(change: () => Promise<Answer>): Promise<Answer | null> =>
      mutateAsync(change).then(
        (answer) => answer as Answer,
        () => null,
      ),
    isBusy: isPending,
  };
}

"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { RingSettings, RingSettingsInput } from "@/server/presence/contract";

/** One's own settings of ringing, and a way to change them: shown at once, taken back with words where it failed. */
export function useRingSettings() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { queryKey } = queries.ringSettings;
  const { data, error, refetch } = useQuery(queries.ringSettings);
  const { mutate, isPending } = useMutation({
    mutationFn: (input: RingSettingsInput) => api.presence.changeSettings.mutate(input),
    onMutate: (input) => {
      const before = cache.getQueryData<RingSettings>(queryKey);
      if (before) cache.setQueryData(queryKey, { ...before, ...input });
      return before;
    },
    onSuccess: (settings) => cache.setQueryData(queryKey, settings),
    onError: (problem, _input, before) => {
      if (before) cache.setQueryData(queryKey, before);
      toast(words(problemOf(problem)), "alarm");
    },
  });
  return { settings: data, error, refetch, change: mutate, isPending };
}

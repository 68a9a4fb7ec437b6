"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { RingSettings, RingSettingsInput } from "@/server/presence/contract";

const CHANGE = ["change-ring-settings"];

/**
 * One's own settings of ringing, and a way to change them: shown at once, sent one after the other, taken back with words where it
 * failed. A change that builds on what is there gets the newest, also where that is not drawn yet.
 */
export function useRingSettings() {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { queryKey } = queries.ringSettings;
  const { data, error, refetch } = useQuery(queries.ringSettings);
  const { mutate, isPending } = useMutation({
    mutationKey: CHANGE,
    scope: { id: "ring-settings" },
    mutationFn: (input: RingSettingsInput) => api.presence.changeSettings.mutate(input),
    // What comes back from an earlier change must not undo what is shown of a later one.
    onSuccess: (settings) => {
      if (cache.isMutating({ mutationKey: CHANGE }) === 1) cache.setQueryData(queryKey, settings);
    },
    onError: (problem) => {
      void cache.invalidateQueries({ queryKey });
      toast(words(problemOf(problem)), "alarm");
    },
  });
  const change = (wish: RingSettingsInput | ((now: RingSettings) => RingSettingsInput)) => {
    const now = cache.getQueryData<RingSettings>(queryKey);
    if (!now) return;
    const input = typeof wish === "function" ? wish(now) : wish;
    cache.setQueryData(queryKey, { ...now, ...input });
    mutate(input);
  };
  return { settings: data, error, refetch, change, isPending };
}

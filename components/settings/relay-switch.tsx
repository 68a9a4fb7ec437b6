"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { RelaySettings } from "@/server/relay/contract";

/** What the line below the switch says: why it cannot be changed, or what it does. */
function textOf({ isForced, hasRelay }: RelaySettings) {
  if (isForced) return "relayForced";
  return hasRelay ? "relayText" : "relayMissing";
}

/** Whether one's own media goes through the relay alone. Shown at once, taken back with words where it failed. */
export function RelaySwitch() {
  const t = useTranslations("settings");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { queryKey } = queries.relaySettings;
  const { data, error, refetch } = useQuery(queries.relaySettings);
  const { mutate } = useMutation({
    scope: { id: "relay-settings" },
    mutationFn: (isRelayOnly: boolean) => api.relay.changeSettings.mutate({ isRelayOnly }),
    onSuccess: (settings) => cache.setQueryData(queryKey, settings),
    onError: (problem) => {
      void cache.invalidateQueries({ queryKey });
      toast(words(problemOf(problem)), "alarm");
    },
  });
  if (error && !data) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("relay")}>
        <Skeleton className="h-11 w-full rounded-md!" />
      </div>
    );
  const change = (isRelayOnly: boolean) => {
    cache.setQueryData(queryKey, { ...data, isRelayOnly });
    mutate(isRelayOnly);
  };
  const isOn = data.isForced || data.isRelayOnly;
  // What was chosen where there was a relay can be undone where there is none any more.
  const isFixed = data.isForced || (!data.hasRelay && !data.isRelayOnly);
  return (
    <Switch
      label={t("relaySwitch")}
      text={t(textOf(data))}
      isOn={isOn}
      disabled={isFixed}
      onChange={change}
    />
  );
}

"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { History, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { liveState } from "@/lib/live/live-store";
import type { HistoryEntry } from "@/server/history/contract";
import { CallRow } from "./call-row";
import { useCallWords } from "./use-call-words";
import { useWhenSeen } from "./use-when-seen";

/** Every call of the past by day, the newest first; older ones come as one scrolls. */
export function CallHistory() {
  const t = useTranslations("history");
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useInfiniteQuery(queries.history);
  const remove = useRemoveCall();
  const end = useWhenSeen(hasNextPage && !isFetchingNextPage && !isFetchNextPageError, fetchNextPage);
  const isShown = data !== undefined;
  const missed = useStore(liveState)?.counters.missed;

  useEffect(() => {
    // The missed calls are looked at as soon as the list stands, those that come meanwhile too.
    if (isShown && missed !== 0) api.history.markSeen.mutate().catch(() => {});
  }, [isShown, missed]);

  if (!data)
    return (
      <Card>
        {error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={8} label={t("title")} />
        )}
      </Card>
    );
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return (
      <Card>
        <EmptyState icon={<History />} title={t("emptyTitle")} text={t("emptyText")} />
      </Card>
    );
  return (
    <div className="grid grid-cols-1 gap-8">
      <Days entries={entries} onRemove={(entry) => remove(entry.id)} />
      <div ref={end}>
        {isFetchingNextPage && <Skeleton className="h-18 w-full rounded-lg!" />}
        {isFetchNextPageError && <ProblemState error={error} onRetry={fetchNextPage} />}
        {!hasNextPage && <p className="text-center text-muted text-sm">{t("end")}</p>}
      </div>
    </div>
  );
}

function Days({ entries, onRemove }: { entries: HistoryEntry[]; onRemove: (entry: HistoryEntry) => void }) {
  const t = useTranslations("history");
  const words = useCallWords();
  const days = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const day = words.day(new Date(entry.startedAt));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, calls]) => (
    <div key={day}>
      <h2 className="mb-3 px-1 font-semibold text-base">{day}</h2>
      <Card>
        <ul aria-label={day} className="divide-y divide-line">
          {calls.map((entry) => (
            <CallRow
              key={entry.id}
              entry={entry}
              more={
                <IconButton tone="ghost" label={t("delete")} onClick={() => onRemove(entry)}>
                  <Trash2 aria-hidden="true" />
                </IconButton>
              }
            />
          ))}
        </ul>
      </Card>
    </div>
  ));
}

function useRemoveCall() {
  const t = useTranslations("history");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (id: string) => api.history.remove.mutate({ id }),
    onSuccess: () => toast(t("deleted")),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: ["history"] }),
  });
  return mutate;
}

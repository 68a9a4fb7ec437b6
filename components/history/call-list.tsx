"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { queries, type WantedCalls } from "@/lib/api/queries";
import { CallDays } from "./call-days";
import { useRemoveCalls } from "./use-remove-calls";
import { useWhenSeen } from "./use-when-seen";

type Kind = "all" | "found" | "person" | "group";
type CallListProps = { wanted: WantedCalls; kind: Kind; onShowAll: () => void };

/** The calls that are wanted, page by page as one scrolls. `kind` says what it means when there are none. */
export function CallList({ wanted, kind, onShowAll }: CallListProps) {
  const t = useTranslations("history");
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useInfiniteQuery(queries.history(wanted));
  const { remove } = useRemoveCalls();
  const end = useWhenSeen(hasNextPage && !isFetchingNextPage && !isFetchNextPageError, fetchNextPage);

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
        <NoCalls kind={kind} onShowAll={onShowAll} />
      </Card>
    );
  return (
    <div className="grid grid-cols-1 gap-6">
      <CallDays entries={entries} onRemove={(entry) => remove(entry.id)} />
      <div ref={end}>
        {isFetchingNextPage && <Skeleton className="h-18 w-full rounded-lg!" />}
        {isFetchNextPageError && <ProblemState error={error} onRetry={fetchNextPage} />}
        {!hasNextPage && <p className="text-center text-muted text-sm">{t("end")}</p>}
      </div>
    </div>
  );
}

function NoCalls({ kind, onShowAll }: { kind: Kind; onShowAll: () => void }) {
  const t = useTranslations("history");
  switch (kind) {
    case "found":
      return (
        <EmptyState
          icon={<SearchX />}
          title={t("nothingFound")}
          text={t("nothingFoundText")}
          action={<Button onClick={onShowAll}>{t("showAll")}</Button>}
        />
      );
    case "person":
      return <EmptyState icon={<History />} title={t("emptyPerson")} text={t("emptyPersonText")} />;
    case "group":
      return <EmptyState icon={<History />} title={t("emptyGroup")} text={t("emptyGroupText")} />;
    default:
      return <EmptyState icon={<History />} title={t("emptyTitle")} text={t("emptyText")} />;
  }
}

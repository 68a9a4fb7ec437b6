"use client";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ComponentType, ReactNode } from "react";
import { useWhenSeen } from "@/components/history/use-when-seen";
import { ProblemState } from "@/components/problem/problem-state";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

type Named = { id: string | number };
type PageByPageProps<Page, Item extends Named> = {
  query: UseInfiniteQueryResult<InfiniteData<Page>>;
  label: string;
  itemsOf: (page: Page) => Item[];
  /** What stands there when there is nothing. */
  empty: ReactNode;
  Row: ComponentType<{ item: Item }>;
};

/** A long list that comes page by page as one scrolls. */
export function PageByPage<Page, Item extends Named>({
  query,
  label,
  itemsOf,
  empty,
  Row,
}: PageByPageProps<Page, Item>) {
  const t = useTranslations("admin");
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    query;
  const end = useWhenSeen(hasNextPage && !isFetchingNextPage && !isFetchNextPageError, fetchNextPage);
  if (!data)
    return (
      <Card>
        {error ? (
          <ProblemState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows count={6} label={label} />
        )}
      </Card>
    );
  const items = data.pages.flatMap(itemsOf);
  if (items.length === 0) return <Card>{empty}</Card>;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <ul aria-label={label} className="divide-y divide-line">
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </ul>
      </Card>
      <div ref={end}>
        {isFetchingNextPage && <Skeleton className="h-18 w-full rounded-lg!" />}
        {isFetchNextPageError && <ProblemState error={error} onRetry={() => void fetchNextPage()} />}
        {!hasNextPage && <p className="text-center text-muted text-sm">{t("end")}</p>}
      </div>
    </div>
  );
}

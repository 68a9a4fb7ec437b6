"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Card, SectionHead } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries, type Recent } from "@/lib/api/queries";
import { CallRow } from "./call-row";

/** The last few calls, and the way to all of them. `initial` is what the server read for the first paint. */
export function RecentCalls({ initial }: { initial?: Recent }) {
  const t = useTranslations("home");
  const { data, error, refetch } = useQuery({ ...queries.recent, initialData: initial });
  return (
    <div>
      <SectionHead title={t("recent")}>
        {data && data.entries.length > 0 && (
          <Link
            href="/history"
            className="rounded-sm p-1.5 font-medium text-accent-text text-sm hover:underline"
          >
            {t("allHistory")}
          </Link>
        )}
      </SectionHead>
      <Card>
        {data ? (
          data.entries.length > 0 ? (
            <ul aria-label={t("recent")} className="divide-y divide-line">
              {data.entries.map((entry) => (
                <CallRow key={entry.id} entry={entry} />
              ))}
            </ul>
          ) : (
            <p className="px-6 py-10 text-center text-muted text-sm">{t("noRecent")}</p>
          )
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={3} label={t("recent")} />
        )}
      </Card>
    </div>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Card, SectionHead } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { CallRow } from "./call-row";

/** The last calls with one person, or of one group. */
export function CallsOf(whom: { personId: string } | { groupId: string }) {
  const t = useTranslations("history");
  const { data, error, refetch } = useQuery(queries.callsOf(whom));
  return (
    <div>
      <SectionHead title={t("of")} />
      <Card>
        {data ? (
          data.entries.length > 0 ? (
            <ul aria-label={t("of")} className="divide-y divide-line">
              {data.entries.map((entry) => (
                <CallRow key={entry.id} entry={entry} />
              ))}
            </ul>
          ) : (
            <p className="px-6 py-8 text-center text-muted text-sm">{t("ofNone")}</p>
          )
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={2} label={t("of")} />
        )}
      </Card>
    </div>
  );
}

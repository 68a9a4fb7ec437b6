"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { WebhookCard } from "./webhook-card";

/** One's webhooks, each with how it goes. */
export function WebhookList() {
  const t = useTranslations("webhooks");
  const { data, error, refetch } = useQuery(queries.webhooks);
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("title")}>
        <Skeleton className="h-24 w-full rounded-md!" />
      </div>
    );
  if (data.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <ul aria-label={t("title")} className="divide-y divide-line">
      {data.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Delivery } from "@/server/webhooks/contract";

/** The newest deliveries of a webhook, with how the last attempt of each went. */
export function DeliveryLog({ webhookId }: { webhookId: string }) {
  const t = useTranslations("webhooks");
  const { data, error, refetch } = useQuery(queries.webhookDeliveries(webhookId));
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("log")}>
        <Skeleton className="h-11 w-full rounded-md!" />
      </div>
    );
  if (data.length === 0) return <p className="text-muted text-sm">{t("noDeliveries")}</p>;
  return (
    <ol aria-label={t("log")} aria-live="polite" className="grid gap-2 rounded-md bg-wash p-4 text-sm">
      {data.map((delivery) => (
        <Line key={delivery.id} delivery={delivery} />
      ))}
    </ol>
  );
}

function Line({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const { type, state, status, failure, tries, createdAt } = delivery;
  const answer = status === null ? failure && t(`failures.${failure}`) : t("answered", { status });
  return (
    <li className="flex flex-wrap gap-x-3">
      <code className="min-w-0 break-all">{type}</code>
      <span className="text-muted tabular-nums">
        {format.dateTime(createdAt, { dateStyle: "short", timeStyle: "medium" })}
      </span>
      <span className={state === "given_up" ? "text-end-text" : ""}>{t(`deliveries.${state}`)}</span>
      {answer && <span className="text-muted">{answer}</span>}
      {tries > 1 && <span className="text-muted">{t("tries", { tries })}</span>}
    </li>
  );
}

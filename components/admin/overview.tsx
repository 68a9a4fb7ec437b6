"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Overview } from "@/server/admin/contract";
import { useBytes } from "./use-bytes";

const figures = ["people", "newPeople", "suspended", "calls", "meetings", "openReports"] as const;

/** How many there are of everything, and what it takes. */
export function AdminOverview() {
  const t = useTranslations("admin.overview");
  const { data, error, refetch } = useQuery(queries.admin.overview);
  if (error && !data) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("figures")} className="grid gap-6">
        <Skeleton className="h-48 w-full rounded-lg!" />
        <Skeleton className="h-96 w-full rounded-lg!" />
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-6">
      <Figures overview={data} />
      <Storage overview={data} />
    </div>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const t = useTranslations("admin.overview");
  const format = useFormatter();
  return (
    <Card aria-label={t("figures")} className="p-5 sm:p-6">
      <h2 className="mb-4 font-semibold text-base">{t("figures")}</h2>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3">
        {figures.map((name) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-muted text-sm">{t(name)}</dt>
            <dd className="font-semibold text-xl tabular-nums">{format.number(overview[name])}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Storage({ overview: { groups, databaseBytes, disk } }: { overview: Overview }) {
  const t = useTranslations("admin.overview");
  const format = useFormatter();
  const bytes = useBytes();
  return (
    <Card aria-label={t("storage")} className="p-5 sm:p-6">
      <h2 className="font-semibold text-base">{t("storage")}</h2>
      <p className="text-pretty text-muted text-sm">{t("storageText")}</p>
      <dl className="my-5 grid gap-1 text-sm">
        <div className="flex justify-between gap-4">
          <dt>{t("database")}</dt>
          <dd className="font-medium tabular-nums">{bytes(databaseBytes)}</dd>
        </div>
        <div className="flex justify-between gap-4">
          <dt>{t("disk")}</dt>
          <dd className="text-right font-medium tabular-nums">
            {t("of", { free: bytes(disk.freeBytes), all: bytes(disk.bytes) })}
          </dd>
        </div>
      </dl>
      <table className="w-full text-sm">
        <thead className="text-left text-muted">
          <tr>
            <th className="py-1.5 font-medium">{t("matter")}</th>
            <th className="py-1.5 text-right font-medium">{t("size")}</th>
            <th className="py-1.5 text-right font-medium">{t("rows")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t tabular-nums">
          {groups.map((group) => (
            <tr key={group.name}>
              <th scope="row" className="py-2 pr-2 text-left font-medium">
                {t(`groups.${group.name}`)}
              </th>
              <td className="whitespace-nowrap py-2 text-right">{bytes(group.bytes)}</td>
              <td className="whitespace-nowrap py-2 pl-2 text-right">{format.number(group.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

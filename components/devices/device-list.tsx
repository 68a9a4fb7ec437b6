"use client";
import { useQuery } from "@tanstack/react-query";
import { Laptop } from "lucide-react";
import { useTranslations } from "next-intl";
import { LateThisDevice } from "@/components/identity/late-devices";
import { ProblemState } from "@/components/problem/problem-state";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import { DeviceRow } from "./device-row";
import { SignOutElsewhere } from "./sign-out-elsewhere";

/** The browsers a person is signed in on: all of them ring. The live state says when to read it anew. */
export function DeviceList() {
  const t = useTranslations("devices");
  const { data, error, refetch } = useQuery(queries.devices);
  return (
    <>
      <LateThisDevice />
      <Card>
        {data ? (
          data.length > 0 ? (
            <ul aria-label={t("title")} className="divide-y divide-line">
              {data.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={<Laptop />} title={t("emptyTitle")} text={t("emptyText")} />
          )
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={2} label={t("title")} />
        )}
      </Card>
      {data?.length === 1 && <p className="mt-4 px-1 text-muted text-sm">{t("onlyThis")}</p>}
      {data && data.length > 1 && <SignOutElsewhere count={data.length - 1} />}
    </>
  );
}

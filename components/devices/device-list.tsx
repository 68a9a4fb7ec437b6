"use client";
import { useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone, Tablet } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ListRow } from "@/components/ui/list-row";
import { LocalTime } from "@/components/ui/local-time";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Device, DeviceKind } from "@/server/auth/contract";

const icons: Record<DeviceKind, typeof Laptop> = { desktop: Laptop, phone: Smartphone, tablet: Tablet };

/** The browsers a person is signed in on: all of them ring. */
export function DeviceList() {
  const t = useTranslations("devices");
  const { data, error, refetch } = useQuery({ ...queries.devices, refetchInterval: 30_000 });
  return (
    <>
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
    </>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const t = useTranslations("devices");
  const ago = useAgo();
  const Icon = icons[device.kind];
  const isOnline = device.isOnline || device.isThisDevice;
  return (
    <ListRow
      name={device.name}
      leading={
        <span className="flex size-12 items-center justify-center rounded-full bg-wash text-muted">
          <Icon aria-hidden="true" className="size-6" />
        </span>
      }
      title={
        <>
          <span className="truncate">{device.name}</span>
          {device.isThisDevice && <Badge tone="accent">{t("this")}</Badge>}
        </>
      }
      detail={
        <>
          {isOnline ? (
            <span className="flex items-center gap-1.5 text-ok-text">
              <span aria-hidden="true" className="size-2 rounded-full bg-current" />
              {t("online")}
            </span>
          ) : (
            <LocalTime at={device.lastSeenAt} words={(at) => t("lastSeen", { when: ago(at) })} />
          )}
        </>
      }
    />
  );
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Words for how long ago a moment was, by this browser's clock. */
function useAgo(): (at: Date) => string {
  const t = useTranslations("devices");
  const locale = useLocale();
  return (at) => {
    const passed = Date.now() - at.getTime();
    const unit = units.find(([, ms]) => passed >= ms);
    if (!unit) return t("justNow");
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(
      -Math.floor(passed / unit[1]),
      unit[0],
    );
  };
}

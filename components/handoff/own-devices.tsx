"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { Card } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { Elsewhere } from "@/server/live/contract";
import { byReach, DeviceLine, reachOf, useCarriedWords } from "./device-line";

/** All of a person's devices: the one with the call and what it sends, this one, and how the others stand. */
export function OwnDevices({ elsewhere }: { elsewhere: Elsewhere }) {
  const t = useTranslations("handoff");
  const carries = useCarriedWords();
  const { data, error, refetch } = useQuery(queries.devices);
  const hasCall = (id: string) => id === elsewhere.deviceId;
  const rank = (device: { id: string; isThisDevice: boolean }) =>
    hasCall(device.id) ? 0 : device.isThisDevice ? 1 : 2;
  return (
    <section>
      <h2 className="mb-2 px-1 font-semibold text-base">{t("page.devices")}</h2>
      <Card>
        {data ? (
          <ul aria-label={t("page.devices")} className="divide-y divide-line">
            {byReach(data)
              .toSorted((a, b) => rank(a) - rank(b))
              .map((device) => (
                <li key={device.id} className="flex min-h-16 items-center gap-3 px-4 py-2.5">
                  <DeviceLine
                    device={device}
                    isMarked={hasCall(device.id)}
                    detail={
                      hasCall(device.id)
                        ? carries(elsewhere.carried)
                        : t(`device.${device.isThisDevice ? "this" : reachOf(device)}`)
                    }
                  />
                </li>
              ))}
          </ul>
        ) : error ? (
          <ProblemState error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows count={2} label={t("page.devices")} />
        )}
      </Card>
    </section>
  );
}

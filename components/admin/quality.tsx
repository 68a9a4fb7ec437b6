"use client";
import { useQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Choices } from "@/components/history/choices";
import { ProblemState } from "@/components/problem/problem-state";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import {
  type QualityOverTime,
  type QualityRange,
  type QualityTime,
  qualityRanges,
} from "@/server/admin/contract";
import { type PlotLine, TimePlot } from "./time-plot";

const ways = ["host", "srflx", "prflx", "relay"] as const;
const MOST_SCORE = 4.5;
const PERCENT = 100;

const percent = (part: number | null) => (part === null ? null : part * PERCENT);
const shareOf =
  (way: (typeof ways)[number]) =>
  ({ ways: all }: QualityTime): number | null => {
    const sum = Object.values(all).reduce((one, other) => one + other, 0);
    return sum === 0 ? null : percent((all[way] ?? 0) / sum);
  };

/** How all calls went, over a day, a week or a month. */
export function AdminQuality() {
  const t = useTranslations("admin.quality");
  const [range, setRange] = useState<QualityRange>("day");
  const { data, error, refetch } = useQuery(queries.admin.quality(range));
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-pretty text-muted text-sm">{t("text")}</p>
      <Choices
        label={t("rangeLabel")}
        value={range}
        options={qualityRanges.map((value) => ({ value, label: t(`range.${value}`) }))}
        onChoose={setRange}
      />
      {data ? (
        <Plots quality={data} range={range} />
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <div role="status" aria-label={t("rangeLabel")}>
          <Skeleton className="h-96 w-full rounded-lg!" />
        </div>
      )}
    </div>
  );
}

function Plots({ quality: { times }, range }: { quality: QualityOverTime; range: QualityRange }) {
  const t = useTranslations("admin.quality");
  if (times.length === 0)
    return (
      <Card>
        <EmptyState icon={<ChartLine />} title={t("none")} text={t("noneText")} />
      </Card>
    );
  const reports = times.reduce((sum, time) => sum + time.reports, 0);
  const mean = (value: PlotLine["value"]): PlotLine[] => [{ name: t("mean"), value }];
  const plots: {
    name: "mos" | "loss" | "roundTrip" | "setUp" | "ways";
    lines: PlotLine[];
    domain?: [number, number];
    ticks?: number[];
  }[] = [
    { name: "mos", lines: mean(({ mos }) => mos), domain: [1, MOST_SCORE], ticks: [1, 2, 3, 4] },
    { name: "loss", lines: mean(({ loss }) => percent(loss)) },
    { name: "roundTrip", lines: mean(({ roundTripMs }) => roundTripMs) },
    {
      name: "setUp",
      lines: [
        { name: t("half"), value: ({ setUpMs }) => setUpMs },
        { name: t("most"), value: ({ setUpMs95 }) => setUpMs95 },
      ],
    },
    {
      name: "ways",
      lines: ways.map((way) => ({ name: t(`ways.${way}`), value: shareOf(way) })),
      domain: [0, PERCENT],
    },
  ];
  return (
    <>
      <p className="text-muted text-sm">{t("reports", { count: reports })}</p>
      {plots.map(({ name, lines, domain, ticks }) => (
        <Card key={name} className="p-4 sm:p-5">
          <h2 className="mb-3 font-semibold text-base">{t(`plots.${name}`)}</h2>
          <TimePlot
            title={t(`plots.${name}`)}
            times={times}
            lines={lines}
            domain={domain}
            ticks={ticks}
            hasDays={range !== "day"}
          />
        </Card>
      ))}
    </>
  );
}

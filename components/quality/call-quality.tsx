"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem/problem-state";
import { Choices } from "@/components/history/choices";
import { Skeleton } from "@/components/ui/skeleton";
import { queries } from "@/lib/api/queries";
import type { CallQuality } from "@/server/quality/contract";
import { type Measure, measures, QualityPlot } from "./quality-plot";

type Props = { callId: string /** One's own mean score, which outlives the reports. */; mos: number | null };

/** How a call of the past went for each of its people, as far as one may know. */
export function CallQualityView({ callId, mos }: Props) {
  const t = useTranslations("quality.history");
  const { data, error, refetch } = useQuery(queries.callQuality(callId));
  if (error) return <ProblemState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="m-4 h-56" />;
  if (data.series.length === 0)
    return <p className="px-4 py-6 text-muted text-sm">{t(mos === null ? "none" : "gone")}</p>;
  return <Plots quality={data} />;
}

function Plots({ quality }: { quality: CallQuality }) {
  const t = useTranslations("quality.history");
  const words = useTranslations("quality");
  const format = useFormatter();
  const [measure, setMeasure] = useState<Measure>("mos");
  const { series, rating, connectionType, connectionProtocol } = quality;
  const means = series.flatMap(({ isMe, name, points }) => {
    const scores = points.flatMap((point) => point.mos ?? []);
    if (scores.length === 0) return [];
    const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
    const score = format.number(mean, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return [t("mean", { name: isMe ? t("you") : name, score })];
  });
  const way =
    connectionType &&
    connectionProtocol &&
    words(`types.${connectionType}`, { protocol: words(`protocols.${connectionProtocol}`) });
  return (
    <div className="grid gap-3 p-4">
      <p className="text-muted text-sm">
        {[way, rating !== null && t("rating", { rating })].filter(Boolean).join(" · ")}
      </p>
      <Choices
        label={t("measures")}
        value={measure}
        options={measures.map((one) => ({ value: one, label: t(`of.${one}`) }))}
        onChoose={setMeasure}
      />
      <QualityPlot
        label={t("plot", { people: format.list(means) })}
        series={series}
        measure={measure}
        you={t("you")}
      />
    </div>
  );
}

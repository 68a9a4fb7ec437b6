"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { QualityPoint, QualitySeries } from "@/server/quality/contract";
import { clockOf } from "@/components/history/use-call-words";
import { LinePlot } from "./line-plot";

export const measures = ["mos", "roundTripMs", "loss", "kbps"] as const;
export type Measure = (typeof measures)[number];

const valueOf: Record<Measure, (point: QualityPoint) => number | null> = {
  mos: ({ mos }) => mos,
  roundTripMs: ({ roundTripMs }) => roundTripMs,
  loss: ({ loss }) => (loss === null ? null : loss * 100),
  kbps: ({ upKbps, downKbps }) =>
    upKbps === null && downKbps === null ? null : (upKbps ?? 0) + (downKbps ?? 0),
};
/** Of a score, whole numbers; of the rest what fits. */
const ticks: Partial<Record<Measure, number[]>> = { mos: [1, 2, 3, 4] };
const domains: Record<Measure, [number, number | "auto"]> = {
  mos: [1, 4.5],
  roundTripMs: [0, "auto"],
  loss: [0, "auto"],
  kbps: [0, "auto"],
};
/** More lines than this nobody tells apart. */
const MOST_LINES = 8;

type QualityPlotProps = { label: string; series: QualitySeries[]; measure: Measure; you: string };

/** One figure of a call over its time, a line for each person; a name for them all stands in `label`. */
export function QualityPlot({ label, series, measure, you }: QualityPlotProps) {
  const shown = series.slice(0, MOST_LINES);
  const nameOf = (one: QualitySeries) => (one.isMe ? you : one.name);
  const inWords = useWords(measure);
  return (
    <LinePlot
      label={label}
      className="h-48"
      rows={rowsOf(shown, measure)}
      lines={shown.map((one) => ({
        key: one.personId,
        name: nameOf(one),
        value: one.personId,
        isPoint: one.points.length === 1,
      }))}
      time="ms"
      when={clockOf}
      domain={domains[measure]}
      ticks={ticks[measure]}
      inWords={inWords}
      hasNames
    />
  );
}

function useWords(measure: Measure): (value: number) => string {
  const t = useTranslations("quality");
  const format = useFormatter();
  return (value) => {
    const number = format.number(value, {
      maximumFractionDigits: measure === "mos" || measure === "loss" ? 1 : 0,
    });
    if (measure === "mos") return number;
    return t(measure === "roundTripMs" ? "ms" : measure === "loss" ? "percent" : "kbps", { value: number });
  };
}

type PlotRow = Record<string, number | null> & { ms: number };

/** Everybody's points on one time, in ms from the first of them. */
function rowsOf(series: QualitySeries[], measure: Measure): PlotRow[] {
  const first = Math.min(...series.flatMap(({ points }) => points[0]?.at ?? []));
  return series
    .flatMap(({ personId, points }) =>
      points.map((point): PlotRow => ({ ms: point.at - first, [personId]: valueOf[measure](point) })),
    )
    .toSorted((a, b) => a.ms - b.ms);
}

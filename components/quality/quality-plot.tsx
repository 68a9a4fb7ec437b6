"use client";
import { useFormatter, useTranslations } from "next-intl";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { QualityPoint, QualitySeries } from "@/server/quality/contract";
import { clockOf } from "@/components/history/use-call-words";

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
const strokes = ["--accent-text", "--ok-text", "--end-text", "--muted", "--edge"];
/** More lines than this nobody tells apart. */
const MOST_LINES = 8;

type QualityPlotProps = { label: string; series: QualitySeries[]; measure: Measure; you: string };

/** One figure of a call over its time, a line for each person; a name for them all stands in `label`. */
export function QualityPlot({ label, series, measure, you }: QualityPlotProps) {
  const shown = series.slice(0, MOST_LINES);
  const nameOf = (one: QualitySeries) => (one.isMe ? you : one.name);
  const strokeOf = (place: number) => `var(${strokes[place % strokes.length]})`;
  const format = useWords(measure);
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={label} className="h-48 text-xs">
        <ResponsiveContainer>
          <LineChart
            data={rowsOf(shown, measure)}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="ms"
              type="number"
              domain={["dataMin", "dataMax"]}
              tickFormatter={clockOf}
              stroke="var(--muted)"
              tickLine={false}
              minTickGap={40}
            />
            <YAxis
              domain={domains[measure]}
              ticks={ticks[measure]}
              stroke="var(--muted)"
              tickLine={false}
              axisLine={false}
              width={44}
            />
            <Tooltip
              labelFormatter={(ms) => clockOf(Number(ms))}
              formatter={(value) => format(Number(value))}
              contentStyle={{ background: "var(--card)", border: "1px solid var(--line)", borderRadius: 8 }}
            />
            {shown.map((one, place) => (
              <Line
                key={one.personId}
                dataKey={one.personId}
                name={nameOf(one)}
                stroke={strokeOf(place)}
                strokeWidth={2}
                dot={one.points.length === 1}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
        {shown.map((one, place) => (
          <span key={one.personId} className="flex min-w-0 items-center gap-2">
            <span className="h-0.5 w-4 shrink-0" style={{ background: strokeOf(place) }} />
            <span className="truncate">{nameOf(one)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
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

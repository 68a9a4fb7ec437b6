"use client";
import { useFormatter, useTranslations } from "next-intl";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { QualityTime } from "@/server/admin/contract";

export type PlotLine = { name: string; value: (time: QualityTime) => number | null };

const strokes = ["--accent-text", "--ok-text", "--end-text", "--muted"];
const strokeOf = (place: number) => `var(${strokes[place % strokes.length]})`;

type TimePlotProps = {
  title: string;
  times: QualityTime[];
  lines: PlotLine[];
  domain?: [number, number] | undefined;
  ticks?: number[] | undefined;
  /** Days under the plot, instead of times of one day. */
  hasDays: boolean;
};

/** Figures over time, a line for each; in words it is from the least to the most, and the last. */
export function TimePlot({ title, times, lines, domain, ticks, hasDays }: TimePlotProps) {
  const t = useTranslations("admin.quality");
  const format = useFormatter();
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 });
  const when = (at: number) =>
    format.dateTime(new Date(at), {
      timeZone: undefined,
      ...(hasDays ? { day: "numeric", month: "short" } : { timeStyle: "short" }),
    });
  const values = lines.flatMap(({ value }) => times.flatMap((time) => value(time) ?? []));
  const label = t("said", {
    title,
    from: number(Math.min(...values)),
    to: number(Math.max(...values)),
    last: number(values.at(-1) ?? Number.NaN),
  });
  if (values.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={label} className="h-44 text-xs">
        <ResponsiveContainer>
          <LineChart
            data={times}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={["dataMin", "dataMax"]}
              tickFormatter={when}
              stroke="var(--muted)"
              tickLine={false}
              minTickGap={40}
            />
            <YAxis
              domain={domain ?? [0, "auto"]}
              ticks={ticks}
              tickFormatter={number}
              stroke="var(--muted)"
              tickLine={false}
              axisLine={false}
              width={44}
            />
            <Tooltip
              labelFormatter={(at) => when(Number(at))}
              formatter={(value) => number(Number(value))}
              contentStyle={{ background: "var(--card)", border: "1px solid var(--line)", borderRadius: 8 }}
            />
            {lines.map(({ name, value }, place) => (
              <Line
                key={name}
                dataKey={value}
                name={name}
                stroke={strokeOf(place)}
                strokeWidth={2}
                dot={times.length === 1}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      {lines.length > 1 && (
        <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          {lines.map(({ name }, place) => (
            <span key={name} className="flex min-w-0 items-center gap-2">
              <span className="h-0.5 w-4 shrink-0" style={{ background: strokeOf(place) }} />
              <span className="truncate">{name}</span>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

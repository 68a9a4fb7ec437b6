"use client";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

const strokes = ["--accent-text", "--ok-text", "--end-text", "--muted", "--edge"];
const strokeOf = (place: number) => `var(${strokes[place % strokes.length]})`;

/** One line: what it is called, and where its value is in a row. `isPoint`: a single one, which is drawn as a dot. */
export type PlotLine<Row> = {
  key: string;
  name: string;
  value: string | ((row: Row) => number | null);
  isPoint: boolean;
};

type LinePlotProps<Row> = {
  /** What a screen reader says of it. */
  label: string;
  rows: Row[];
  lines: PlotLine<Row>[];
  /** The field of a row that says when, and how that is written. */
  time: string;
  when: (at: number) => string;
  domain: [number, number | "auto"];
  ticks?: number[] | undefined;
  /** How a value is written, beside the plot and in it. */
  onAxis?: (value: number) => string;
  inWords: (value: number) => string;
  hasNames: boolean;
  className: string;
};

/** Figures over time, a line for each, with their names under it. */
export function LinePlot<Row>({
  label,
  rows,
  lines,
  time,
  when,
  domain,
  ticks,
  onAxis,
  inWords,
  hasNames,
  className,
}: LinePlotProps<Row>) {
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={label} className={`text-xs ${className}`}>
        <ResponsiveContainer>
          <LineChart data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey={time}
              type="number"
              domain={["dataMin", "dataMax"]}
              tickFormatter={when}
              stroke="var(--muted)"
              tickLine={false}
              minTickGap={40}
            />
            <YAxis
              domain={domain}
              ticks={ticks}
              tickFormatter={onAxis}
              stroke="var(--muted)"
              tickLine={false}
              axisLine={false}
              width={44}
            />
            <Tooltip
              labelFormatter={(at) => when(Number(at))}
              formatter={(value) => inWords(Number(value))}
              contentStyle={{ background: "var(--card)", border: "1px solid var(--line)", borderRadius: 8 }}
            />
            {lines.map(({ key, name, value, isPoint }, place) => (
              <Line
                key={key}
                dataKey={value}
                name={name}
                stroke={strokeOf(place)}
                strokeWidth={2}
                dot={isPoint}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      {hasNames && (
        <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
          {lines.map(({ key, name }, place) => (
            <span key={key} className="flex min-w-0 items-center gap-2">
              <span className="h-0.5 w-4 shrink-0" style={{ background: strokeOf(place) }} />
              <span className="truncate">{name}</span>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

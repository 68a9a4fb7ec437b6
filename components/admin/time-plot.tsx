"use client";
import { useFormatter, useTranslations } from "next-intl";
import { LinePlot } from "@/components/quality/line-plot";
import type { QualityTime } from "@/server/admin/contract";

export type PlotLine = { name: string; value: (time: QualityTime) => number | null };

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
    <LinePlot
      label={label}
      className="h-44"
      rows={times}
      lines={lines.map((line) => ({ ...line, key: line.name, isPoint: times.length === 1 }))}
      time="at"
      when={when}
      domain={domain ?? [0, "auto"]}
      ticks={ticks}
      onAxis={number}
      inWords={number}
      hasNames={lines.length > 1}
    />
  );
}

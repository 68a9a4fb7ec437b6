"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import type UPlot from "uplot";
import "uplot/dist/uPlot.min.css";

const SECONDS = 60;
const HEIGHT = 96;
/** Tokens of the look; a canvas knows none. */
const STROKES = ["--accent", "--ok-text"];

type Line = { name: string; value: number | null };
type LivePlotProps = { title: string /** When the values were read, in ms. */; at: number; lines: Line[] };

/** The last minute of a few figures as lines. What they are now stands in words beside it, so that it is hidden from readers. */
export function LivePlot({ title, at, lines }: LivePlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const columns = useRef<(number | null)[][]>([]);
  useEffect(() => {
    let isOver = false;
    void import("uplot").then(({ default: Plot }) => {
      if (place.current && !isOver) plot.current = draw(Plot, place.current, columns.current);
    });
    return () => {
      isOver = true;
      plot.current?.destroy();
      plot.current = null;
    };
  }, []);
  const take = useEffectEvent((now: number) => {
    columns.current = grown(columns.current, [now / 1000, ...lines.map(({ value }) => value)]);
    plot.current?.setData(columns.current as UPlot.AlignedData);
  });
  useEffect(() => take(at), [at]);
  return (
    <figure aria-hidden="true" className="min-w-0">
      <figcaption className="mb-1 flex items-center gap-3 text-muted text-xs">
        <span className="flex-1">{title}</span>
        {lines.map(({ name }, place) => (
          <span key={name} className="flex items-center gap-1.5">
            <span className={`h-0.5 w-3 ${place === 0 ? "bg-accent" : "bg-ok-text"}`} />
            {name}
          </span>
        ))}
      </figcaption>
      <div ref={place} style={{ height: HEIGHT }} />
    </figure>
  );
}

/** With one column more, and without those of more than a minute ago. */
function grown(columns: (number | null)[][], added: (number | null)[]): (number | null)[][] {
  const now = added[0] ?? 0;
  const past = columns[0] ?? [];
  const keep = past.findIndex((at) => (at ?? 0) > now - SECONDS);
  return added.map((value, at) => [...(keep < 0 ? [] : (columns[at] ?? []).slice(keep)), value]);
}

function draw(Plot: typeof UPlot, into: HTMLElement, columns: (number | null)[][]): UPlot {
  const token = (name: string) => getComputedStyle(into).getPropertyValue(name);
  const grid = { stroke: token("--line"), width: 1 };
  return new Plot(
    {
      width: into.clientWidth,
      height: HEIGHT,
      padding: [8, 0, 4, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: (_, __, newest) => [newest - SECONDS, newest] },
        y: { range: (_, __, most) => [0, Math.max((most ?? 0) * 1.1, 1)] },
      },
      axes: [
        { show: false },
        {
          size: 40,
          stroke: token("--muted"),
          grid,
          ticks: { show: false },
          splits: ends,
          font: "11px sans-serif",
        },
      ],
      series: [{}, ...STROKES.map((name) => ({ stroke: token(name), width: 2, points: { show: false } }))],
    },
    columns as UPlot.AlignedData,
    into,
  );
}

/** Three marks are enough on so small a plot. */
const ends: UPlot.Axis.Splits = (_plot, _axis, least, most) => {
  const step = niceStep((most - least) / 2);
  return [0, step, step * 2];
};

/** 1, 2 or 5 times a power of ten. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([5, 2, 1].find((one) => one * power <= step) ?? 1) * power;
}

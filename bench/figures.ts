/** One line of the table that a benchmark prints. */
export type Figure = {
  what: string;
  figure: string;
  bar: string;
  /** The same thing done with as little as can be, measured in the same run. */
  reference: string;
};

/** The value below which `share` (0 to 1) of the values lie. Of no values: NaN. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const round = (ms: number) => (ms < 10 ? ms.toFixed(1) : String(Math.round(ms)));

/** p50 / p95 / p99 in ms, and how many values they come from. */
export function spread(values: number[]): string {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => round(quantile(values, share)));
  return `${p50} / ${p95} / ${p99} ms (${values.length} runs)`;
}

/** A line of times in ms, with the spread of all runs. */
export const timed = (what: string, values: number[], bar: string, reference: string): Figure => ({
  what,
  figure: spread(values),
  bar,
  reference,
});

/** Prints figures as a table in Markdown, so that it can be pasted. */
export function printFigures(figures: Figure[]): void {
  const rows = [
    ["what", "figure", "bar", "reference in this run"],
    ...figures.map(({ what, figure, bar, reference }) => [what, figure, bar, reference]),
  ];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  console.log(`\n${line(head)}\n|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  for (const row of body) console.log(line(row));
}

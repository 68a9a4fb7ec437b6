/** One row of the browser's statistics (webrtc-stats), unchecked. */
export type Row = Record<string, unknown>;

/** A number of a row, 0 where there is none. */
export const count = (row: Row | undefined, name: string): number => figure(row, name) ?? 0;

/** A number of a row, null where there is none. */
export function figure(row: Row | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A word of a row, null where there is none. */
export function word(row: Row | undefined, name: string): string | null {
  const value = row?.[name];
  return typeof value === "string" ? value : null;
}

/** The rows of one connection, by their id. */
export function rowsOf(report: RTCStatsReport | undefined): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  report?.forEach((row: Row, id: string) => rows.set(id, row));
  return rows;
}

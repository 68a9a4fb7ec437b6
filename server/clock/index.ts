import { type SQL, sql } from "drizzle-orm";

/** The database's time. Guards and deadlines compare with nothing else; only tests can shift it. */
export const now = sql<Date>`peal_now()`;

/** The database's time plus a span in ms, as SQL. */
export const nowPlus = (ms: number) => sql<Date>`peal_now() + ${ms} * interval '1 millisecond'`;

/** Epoch ms of a timestamp expression, as SQL; null stays null. */
export const epochMs = (expression: unknown): SQL<number> =>
  sql<number>`(extract(epoch from ${expression}) * 1000)::float8`.mapWith(Number);

/** The database's time now, in epoch ms. */
export async function serverTime(db: { execute(query: SQL): PromiseLike<unknown> }): Promise<number> {
  const rows = (await db.execute(sql`select ${epochMs(now)} as now`)) as { now: number }[];
  return rows[0]?.now ?? 0;
}

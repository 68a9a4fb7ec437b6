import { inArray, lt, type SQL, sql } from "drizzle-orm";
import { now } from "../clock";
import type { Rate } from "../config";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { rateLimits } from "./schema";

/** What is counted, e.g. `find:<user id>`, and how often it may happen. */
export type Limit = { key: string; rate: Rate /** How many uses at once; 1 if not given. */; uses?: number };

/**
 * Counts one use of each key (or as many as it says) in one statement and refuses with `rate_limited` when any is used up.
 * Windows are fixed: the first use opens one. Inside a transaction that rolls back, the use was not counted.
 */
export async function limit(db: Connection, ...limits: Limit[]): Promise<void> {
  // In one order everywhere, so that two statements never wait for each other.
  const sorted = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const rows: SQL[] = sorted.map(
    ({ key, rate, uses = 1 }) =>
      sql`(${key}, ${uses}::int, peal_now() + ${rate.perMs}::float8 * interval '1 millisecond')`,
  );
  const used = await db.execute<{ key: string; points: number; ms_left: number }>(sql`
    insert into rate_limits as held (key, points, ends_at) values ${sql.join(rows, sql`, `)}
    on conflict (key) do update set
      points = case when held.ends_at <= peal_now() then excluded.points else held.points + excluded.points end,
      ends_at = case when held.ends_at <= peal_now() then excluded.ends_at else held.ends_at end
    returning key, points, (extract(epoch from ends_at - peal_now()) * 1000)::int as ms_left`);
  const waits = used.flatMap((row) => {
    const allowed = limits.find(({ key }) => key === row.key)?.rate.points ?? 0;
    return row.points > allowed ? [Math.max(row.ms_left, 1)] : [];
  });
  if (waits.length) refuse({ code: "rate_limited", retryAfterMs: Math.max(...waits) });
}

/** Gives one use of each key back, e.g. because only failures count. */
export async function giveBack(db: Connection, ...keys: string[]): Promise<void> {
  await db
    .update(rateLimits)
    .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
    .where(inArray(rateLimits.key, keys));
}

/** Forgets what was counted of one person, so that nothing has their id any more. */
export async function forgetLimits(db: Connection, userId: string): Promise<void> {
  await db.delete(rateLimits).where(sql`position(${userId} in ${rateLimits.key}) > 0`);
}

/** Deletes windows that are over. */
export async function purgeLimits(db: Connection): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.endsAt, now));
}

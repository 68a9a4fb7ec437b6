import { sql } from "drizzle-orm";
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { locks } from "./locks";

/** The database, or the transaction of which it is part. */
type Connection = PgDatabase<PostgresJsQueryResultHKT>;

/** Days for which there is a partition beforehand, today among them. */
const AHEAD_DAYS = 3;

/**
 * Makes the partitions of a table by day for the days to come (in UTC) and drops those that are older than `keptDays`. Any
 * process may run it at any time.
 */
export async function keepPartitionsOf(db: Connection, table: string, keptDays: number): Promise<void> {
  await db.transaction(async (tx) => {
    // Two who make the same table at once: one of them would fail.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.partitions})`);
    const [today] = await tx.execute<{ day: string }>(
      sql`select to_char(peal_now() at time zone 'UTC', 'YYYY-MM-DD') as day`,
    );
    if (!today) return;
    const nameOf = (day: string) => `${table}_${day.replaceAll("-", "")}`;
    for (let ahead = 0; ahead < AHEAD_DAYS; ahead++) {
      const [from, to] = [dayAfter(today.day, ahead), dayAfter(today.day, ahead + 1)];
      await tx.execute(sql`create table if not exists ${sql.identifier(nameOf(from))}
        partition of ${sql.identifier(table)} for values from (${startOf(from)}) to (${startOf(to)})`);
    }
    const oldest = nameOf(dayAfter(today.day, -keptDays));
    const partitions = await tx.execute<{ name: string }>(
      sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = ${table}::regclass`,
    );
    // A name is of one length and has the day in it, the greatest part first.
    for (const { name } of partitions)
      if (name < oldest) await tx.execute(sql`drop table if exists ${sql.identifier(name)}`);
  });
}

/** The words of a partition's bounds take no parameters. */
const startOf = (day: string) => sql.raw(`'${day} 00:00+00'`);

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** True when an error is that of a row of this table for which there is no partition. */
export function isOutOfPartitionsOf(error: unknown, table: string): boolean {
  const cause = (error as { cause?: unknown })?.cause ?? error;
  const { code, table_name: name } = cause as { code?: string; table_name?: string };
  return code === "23514" && (name ?? "").startsWith(table);
}

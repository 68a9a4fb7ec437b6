import { statfs } from "node:fs/promises";
import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import { type TableGroup, type TableGroupName, tableGroups } from "./contract";

/** Of a table's name its matter; the first that fits. */
const groups: [RegExp, TableGroupName][] = [
  [/^(audit_log|reports|settings)$/, "audit"],
  [/^(users|user_|device_connections|ring_settings|media_settings|access_tokens|push_|pushed_)/, "accounts"],
  [/^(contact_groups|contacts|contact_group_members|contact_versions|blocks|invitations)/, "contacts"],
  [/^(call_metrics|call_quality)/, "quality"],
  [/^(call_notes|note_wraps)/, "notes"],
  [/^(chat_|pad_|raised_hands)/, "chat"],
  [/^(meeting|guests|calendar_feeds)/, "meetings"],
  [/^(e2ee_|device_|account_roots|contact_verifications)/, "keys"],
  [/^(outbox|webhook)/, "events"],
  [/^(call|admissions|history_entries|reminders)/, "calls"],
];

type Size = { name: string; bytes: number; rows: number };

/** What each matter takes in the database, partitions with their table; the largest first. Rows are as many as Postgres estimates. */
export async function storageByGroup(db: Connection): Promise<TableGroup[]> {
  const sizes = await db.execute<Size>(sql`
    select coalesce(parent.relname, c.relname) as name, sum(pg_total_relation_size(c.oid))::float8 as bytes,
      sum(greatest(c.reltuples, pg_stat_get_live_tuples(c.oid), 0))::float8 as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
    where c.relkind in ('r', 'p') group by 1 order by 1`);
  return tableGroups
    .map((name) => {
      const own = sizes.filter((size) => groupOf(size.name) === name);
      const sum = (of: (size: Size) => number) => own.reduce((all, size) => all + of(size), 0);
      const tables = own.map((size) => size.name);
      return { name, bytes: sum((size) => size.bytes), rows: sum((size) => size.rows), tables };
    })
    .toSorted((a, b) => b.bytes - a.bytes);
}

const groupOf = (table: string): TableGroupName =>
  groups.find(([pattern]) => pattern.test(table))?.[1] ?? "others";

/** What the whole database takes, in bytes. */
export async function databaseBytes(db: Connection): Promise<number> {
  const [row] = await db.execute<{ bytes: number }>(
    sql`select pg_database_size(current_database())::float8 as bytes`,
  );
  return row?.bytes ?? 0;
}

/** The disk on which this process stands, in bytes. */
export async function diskSpace(): Promise<{ freeBytes: number; bytes: number }> {
  const { bavail, blocks, bsize } = await statfs(process.cwd());
  return { freeBytes: bavail * bsize, bytes: blocks * bsize };
}

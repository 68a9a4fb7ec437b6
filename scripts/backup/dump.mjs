import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { endLine, headLine, tableLine } from "./lines.mjs";

/** Jobs that wait, in words that any version of the queue takes again. */
const JOBS = `select t.identifier, j.payload, j.run_at, j.max_attempts, j.key from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id where j.attempts < j.max_attempts`;

/** The name under which a backup has the jobs that wait. */
export const JOBS_NAME = "jobs";
export const JOB_COLUMNS = ["identifier", "payload", "run_at", "max_attempts", "key"];

/**
 * All tables of Peal's, those that others refer to first, and their columns. Throws where two refer to each other.
 * @param {import("postgres").Sql} sql
 * @returns {Promise<{ name: string, columns: string[] }[]>}
 */
export async function tablesOf(sql) {
  const tables = await sql`select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`;
  const references = await sql`select f.relname as from, t.relname as to from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`;
  const ordered = [];
  let left = [...tables];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const ready = left.filter(
      ({ name }) => !references.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (ready.length === 0) throw new Error(`Tables refer to each other: ${[...waiting].join(", ")}`);
    ordered.push(...ready.map(({ name, columns }) => ({ name, columns })));
    left = left.filter((one) => !ready.includes(one));
  }
  return ordered;
}

/**
 * Writes everything that the database holds into a file, as it is at one moment: one REPEATABLE READ transaction, which stops nobody.
 * @param {import("postgres").Sql} sql
 * @param {string} file
 * @param {Pick<import("./lines.mjs").Head, "version" | "secret" | "files">} about
 * @returns {Promise<Record<string, number>>} how many rows each table has
 */
export async function dump(sql, file, about) {
  const target = createGzip();
  const written = target.pipe(createWriteStream(file, { flags: "wx", mode: 0o600 }));
  /** @param {string | Buffer} chunk */
  const write = async (chunk) => {
    if (!target.write(chunk)) await once(target, "drain");
  };
  const rows = await sql.begin("isolation level repeatable read read only", async (tx) => {
    const [{ migration, made_at: madeAt }] = await tx`select max(created_at)::text as migration,
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at from drizzle.__drizzle_migrations`;
    const partitions = await tx`select i.inhparent::regclass::text as parent, c.relname as name,
      pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where c.relispartition and c.relkind = 'r' order by c.relname`;
    await write(headLine({ ...about, migration: Number(migration), madeAt, partitions: [...partitions] }));
    /** @type {Record<string, number>} */
    const rows = {};
    const copy = async (name, columns, query) => {
      await write(tableLine(name, columns));
      rows[name] = 0;
      for await (const chunk of await tx.unsafe(`copy (${query}) to stdout`).readable()) {
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows[name]++;
        await write(chunk);
      }
      await write("\\.\n");
    };
    for (const { name, columns } of await tablesOf(tx))
      await copy(name, columns, `select ${columns.map(quoted).join(", ")} from ${quoted(name)}`);
    const [queue] = await tx`select to_regclass('graphile_worker._private_jobs') is not null as is_there`;
    if (queue.is_there) await copy(JOBS_NAME, JOB_COLUMNS, JOBS);
    await write(endLine(rows));
    return rows;
  });
  target.end();
  await finished(written);
  return rows;
}

/** @param {string} name */
export const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

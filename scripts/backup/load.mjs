import { once } from "node:events";
import { finished } from "node:stream/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { runMigrations, Logger } from "graphile-worker";
import { Problem } from "../start/problem.mjs";
import { JOB_COLUMNS, JOBS_NAME, quoted } from "./dump.mjs";
import { readBackup } from "./lines.mjs";

/** Held by an app that starts, while it brings the schema up to date (server/db/migrate.ts). */
const LOCK = 7_732_501;

/**
 * Refuses a backup of a Peal that has migrations which this one has not.
 * @param {import("./lines.mjs").Head} head
 * @param {string} folder of the migrations
 */
export function checkVersion(head, folder) {
  if (readMigrationFiles({ migrationsFolder: folder }).some((one) => one.folderMillis === head.migration))
    return;
  throw new Problem(
    `This backup was made by a newer Peal (${head.version}, of ${head.madeAt}) than this one: its tables are not known here.`,
    ["Nothing was changed. Update this Peal to that version or a later one, then restore again."],
  );
}

/**
 * Refuses a database that an app uses, and one with anything in it unless it is to be replaced.
 * @param {import("postgres").Sql} sql
 * @param {boolean} replaces
 */
export async function checkTarget(sql, replaces) {
  const [used] = await sql`select count(*)::int as many from pg_stat_activity
    where datname = current_database() and application_name = 'peal'`;
  if (used.many > 0) {
    throw new Problem("A Peal is running on this database.", [
      "Stop it first (Ctrl-C, or docker compose stop app), then restore again.",
    ]);
  }
  const [people] = await sql`select to_regclass('public.users') is not null as is_there`;
  if (!people.is_there || replaces) return;
  const [found] = await sql`select count(*)::int as many from public.users`;
  if (found.many === 0) return;
  throw new Problem(`The database is not empty: it has ${found.many} accounts.`, [
    "Nothing was changed. Restore into an empty one (another PEAL_DATA or DATABASE_URL), or",
    "give --replace: everything in it is then deleted, and cannot be brought back without a backup of its own.",
  ]);
}

/**
 * Makes the database what the backup holds, with the tables of this version, in one transaction: it is all there, or nothing has
 * changed.
 * @param {import("postgres").Sql} sql a client of one connection
 * @param {string} url the same database
 * @param {string} file
 * @param {string} folder of the migrations
 * @returns {Promise<Record<string, number>>} how many rows each table has
 */
export async function load(sql, url, file, folder) {
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx.unsafe(
      "drop schema if exists drizzle cascade; drop schema public cascade; create schema public",
    );
    await tx.unsafe("delete from graphile_worker._private_jobs");
    await tx.unsafe(`create schema drizzle; create table drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    /** @param {(one: { folderMillis: number }) => boolean} which */
    const migrate = async (which) => {
      for (const { sql: statements, hash, folderMillis } of migrations.filter(which)) {
        for (const statement of statements) await tx.unsafe(statement);
        await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
      }
    };
    const { rows, migration } = await fill(tx, file, migrate);
    await countOn(tx);
    await migrate(({ folderMillis }) => folderMillis > migration);
    return rows;
  });
}

/** Numbers that the database gives by itself go on after those that were restored. @param {import("postgres").TransactionSql} tx */
async function countOn(tx) {
  const columns = await tx`select c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attidentity <> ''`;
  for (const { table, column } of columns)
    await tx.unsafe(
      `select setval(pg_get_serial_sequence('public.${quoted(table)}', '${column}'),
        coalesce(max(${quoted(column)}), 0) + 1, false) from public.${quoted(table)}`,
    );
}

/**
 * @param {import("postgres").TransactionSql} tx
 * @param {string} file
 * @param {(which: (one: { folderMillis: number }) => boolean) => Promise<void>} migrate
 */
async function fill(tx, file, migrate) {
  /** @type {Record<string, number>} */
  let rows = {};
  let migration = 0;
  /** @type {import("node:stream").Writable | undefined} */
  let table;
  const close = async () => {
    if (!table) return;
    table.end();
    await finished(table);
    table = undefined;
  };
  for await (const part of readBackup(file)) {
    if ("head" in part) {
      migration = part.head.migration;
      await migrate(({ folderMillis }) => folderMillis <= migration);
      for (const { parent, name, bound } of part.head.partitions)
        await tx.unsafe(`create table if not exists ${quoted(name)} partition of ${quoted(parent)} ${bound}`);
    } else if ("table" in part) {
      await close();
      table = await tx.unsafe(await target(tx, part)).writable();
    } else if ("row" in part) {
      if (!table?.write(Buffer.concat([part.row, NEWLINE]))) await once(table ?? process, "drain");
    } else {
      await close();
      rows = part.end;
    }
  }
  await tx.unsafe(`select graphile_worker.add_job(identifier, payload, run_at => run_at,
    max_attempts => max_attempts, job_key => key) from ${WAITING}`);
  return { rows, migration };
}

const NEWLINE = Buffer.from("\n");
const WAITING = "pg_temp.waiting_jobs";

/** @param {import("postgres").TransactionSql} tx @param {{ table: string, columns: string[] }} part */
async function target(tx, { table, columns }) {
  await tx.unsafe(`create temp table if not exists waiting_jobs
    (identifier text, payload json, run_at timestamptz, max_attempts int, key text) on commit drop`);
  if (table === JOBS_NAME) return `copy ${WAITING} (${JOB_COLUMNS.join(", ")}) from stdin`;
  return `copy public.${quoted(table)} (${columns.map(quoted).join(", ")}) from stdin`;
}

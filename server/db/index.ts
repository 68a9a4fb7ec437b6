export { isOutOfPartitionsOf, keepPartitionsOf } from "./partitions";
import { drizzle, type PostgresJsDatabase, type PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import postgres from "postgres";
import { config } from "../config";

type NoSchema = Record<string, never>;
export type Database = PostgresJsDatabase<NoSchema> & { $client: postgres.Sql };
export type Transaction = PostgresJsTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>;
/** What a query needs: the database, or the transaction that it is part of. */
export type Connection = Database | Transaction;

/** Seconds until a lost database is tried again: soon, since it is usually back within moments. */
export const reconnectSeconds = (retries: number): number =>
  (0.5 + Math.random() / 2) * Math.min(2 ** retries / 20, 1);

const waiting = new WeakMap<object, (() => void)[]>();

/** Runs `work` once the transaction is committed, and never where it is not. Outside of one it runs at once. */
export function afterCommit(tx: Connection, work: () => void): void {
  const later = waiting.get(tx);
  if (later) later.push(work);
  else work();
}

/** Keeps what waits for the commit of each transaction. */
function withCommits(db: Database): Database {
  const begin = db.transaction.bind(db);
  db.transaction = async (work, options) => {
    const later: (() => void)[] = [];
    const result = await begin(async (tx) => {
      waiting.set(tx, later);
      return await work(tx);
    }, options);
    for (const one of later) one();
    return result;
  };
  return db;
}

/** Opens a pool. `clockOffset` (an interval such as `31 seconds`) shifts `peal_now()`; for tests only. */
export function openDatabase(url: string, options: { max?: number; clockOffset?: string } = {}): Database {
  const client = postgres(url, {
    max: options.max ?? 4,
    idle_timeout: 60,
    connect_timeout: 5,
    backoff: reconnectSeconds,
    onnotice: () => {},
    connection: {
      application_name: "peal",
      ...(options.clockOffset && { "peal.clock_offset": options.clockOffset }),
    },
  });
  return withCommits(drizzle(client));
}

const held = globalThis as { pealDatabase?: Database };

/** This process's pool: one, also where Next's bundle and the server's live side by side. */
export function database(): Database {
  held.pealDatabase ??= openDatabase(config().DATABASE_URL, { max: config().PEAL_DB_POOL });
  return held.pealDatabase;
}

/** True when an error is a unique violation, by name of the constraint where one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = (error as { cause?: unknown })?.cause ?? error;
  const { code, constraint_name: name } = cause as { code?: string; constraint_name?: string };
  return code === "23505" && (!constraint || name === constraint);
}

export { afterCommit } from "./after-commit";
export type { Connection, Database, Transaction } from "./connection";
export { locks } from "./locks";
export { isOutOfPartitionsOf, keepPartitionsOf } from "./partitions";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { config } from "../config";
import { withAfterCommit } from "./after-commit";
import type { Database } from "./connection";
import { preparing } from "./prepare";

/** Seconds until a lost database is tried again: soon, since it is usually back within moments. */
export const reconnectSeconds = (retries: number): number =>
  (0.5 + Math.random() / 2) * Math.min(2 ** retries / 20, 1);

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
  return withAfterCommit(drizzle(preparing(client)));
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

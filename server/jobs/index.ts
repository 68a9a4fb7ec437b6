import { sql } from "drizzle-orm";
import type { Connection } from "../db";

export { hasWorker } from "./has-worker";

/** Jobs by name and what each carries. Capabilities add theirs by declaration merging. */
export interface Jobs {}

/** Adds one job for each payload, in one statement. */
export async function addJobs<N extends keyof Jobs & string>(
  tx: Connection,
  name: N,
  payloads: Jobs[N][],
): Promise<void> {
  if (payloads.length === 0) return;
  await tx.execute(sql`
    select count(*) from graphile_worker.add_jobs(array(
      select row(${name}, payload, null, null, 10, null, null, null)::graphile_worker.job_spec
      from json_array_elements(${JSON.stringify(payloads)}::json) as payload))`);
}

/** For how many days a job is kept that failed for good. */
const FAILED_DAYS = 7;

/** Deletes jobs that failed for good: what they carry (addresses, ids) is of no use any more. */
export async function purgeJobs(db: Connection): Promise<void> {
  await db.execute(sql`select count(*) from graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs where attempts >= max_attempts
      and updated_at < peal_now() - ${FAILED_DAYS} * interval '1 day'))`);
}

type Options = { key?: string; delayMs?: number; maxAttempts?: number };

/**
 * Adds a job in the caller's transaction: it exists exactly when the rows do. Every job may run twice.
 * `key` makes it one job however often it is added.
 */
export async function addJob<N extends keyof Jobs & string>(
  tx: Connection,
  name: N,
  payload: Jobs[N],
  options: Options = {},
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${name}, ${JSON.stringify(payload)}::json,
      run_at => now() + ${options.delayMs ?? 0} * interval '1 millisecond',
      job_key => ${options.key ?? null}::text,
      max_attempts => ${options.maxAttempts ?? 10}::int)`);
}

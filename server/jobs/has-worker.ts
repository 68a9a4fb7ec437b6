import { sql } from "drizzle-orm";
import type { Connection } from "../db";

/** What the connections of workers are called at the database. */
export const WORKER_NAME = "peal-worker";

/** Whether any process works off jobs: a worker listens as long as it lives, and its connections end with it. */
export async function hasWorker(db: Connection): Promise<boolean> {
  const [row] = await db.execute<{ is_there: boolean }>(sql`
    select exists (
      select 1 from pg_stat_activity where application_name = ${WORKER_NAME} and datname = current_database()
    ) as is_there`);
  return row?.is_there ?? false;
}

import { sql } from "drizzle-orm";
import { now } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { reports } from "./schema";

/** Deletes what was settled more than PEAL_AUDIT_DAYS ago. What is open stays. */
export async function purgeReports(db: Database): Promise<void> {
  await db
    .delete(reports)
    .where(sql`${reports.settledAt} < ${now} - ${config().PEAL_AUDIT_DAYS} * interval '1 day'`);
}

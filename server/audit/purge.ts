import { sql } from "drizzle-orm";
import { now } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { auditLog } from "./schema";

/** Deletes what is older than PEAL_AUDIT_DAYS. */
export async function purgeAudit(db: Database): Promise<void> {
  await db
    .delete(auditLog)
    .where(sql`${auditLog.at} < ${now} - ${config().PEAL_AUDIT_DAYS} * interval '1 day'`);
}

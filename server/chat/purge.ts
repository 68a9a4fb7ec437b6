import { sql } from "drizzle-orm";
import { now } from "../clock";
import { config } from "../config";
import type { Connection } from "../db";
import { chatKeys, chatMessages, padUpdates } from "./schema";

/** Deletes what was written in calls that ended longer ago than PEAL_CHAT_DAYS, where that is set. */
export async function purgeChats(db: Connection): Promise<void> {
  const days = config().PEAL_CHAT_DAYS;
  if (!days) return;
  for (const table of [chatMessages, padUpdates, chatKeys])
    await db.delete(table).where(sql`${table.callId} in (select id from calls
      where state = 'ended' and ended_at < ${now} - ${days} * interval '1 day')`);
}

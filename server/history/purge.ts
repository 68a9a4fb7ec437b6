import { sql } from "drizzle-orm";
import { now } from "../clock";
import type { Database } from "../db";
import { NOTE_WINDOW_MS } from "./detail";
import { callNotes, historyEntries } from "./schema";

/** How long a note is kept, in ms. */
const NOTE_KEPT_MS = 90 * 24 * 60 * 60 * 1000;

const ago = (ms: number) => sql`${now} - ${ms} * interval '1 millisecond'`;

/**
 * Deletes for good what was deleted a day ago, when it cannot be brought back and no note can come to it any more; notes go with
 * the entry of the person they are for, and after 90 days.
 */
export async function purgeHistory(db: Database): Promise<void> {
  await db.delete(historyEntries).where(sql`${historyEntries.removedAt} < ${ago(NOTE_WINDOW_MS)}`);
  await db.delete(callNotes).where(sql`${callNotes.createdAt} < ${ago(NOTE_KEPT_MS)}
    or not exists (select 1 from ${historyEntries} where ${historyEntries.callId} = ${callNotes.callId}
      and ${historyEntries.userId} = ${callNotes.toUserId})`);
}

import { type SQL, sql } from "drizzle-orm";
import { forgetCalls } from "../calls";
import { now } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { NOTE_WINDOW_MS } from "./detail";
import { callNotes, historyEntries } from "./schema";

/** How long a call is kept that nobody remembers, in ms: what ends with it may still be on its way. */
const UNREMEMBERED_MS = 2 * 24 * 60 * 60 * 1000;

const ago = (ms: number) => sql`${now} - ${ms} * interval '1 millisecond'`;
const daysAgo = (days: number) => sql`${now} - ${days} * interval '1 day'`;

/**
 * Deletes for good what was deleted a day ago, when it cannot be brought back and no note can come to it any more, and what is older
 * than PEAL_HISTORY_DAYS; notes go with the entry of the person they are for, and after PEAL_NOTE_DAYS. A call that stands in nobody's
 * history any more is forgotten with all that was written in it; a session of a meeting once what happened there is dropped too.
 */
export async function purgeHistory(db: Database): Promise<void> {
  const { PEAL_HISTORY_DAYS, PEAL_NOTE_DAYS, PEAL_MEETING_EVENT_DAYS } = config();
  await db.delete(historyEntries).where(sql`${historyEntries.removedAt} < ${ago(NOTE_WINDOW_MS)}`);
  if (PEAL_HISTORY_DAYS)
    await db.delete(historyEntries).where(sql`${historyEntries.startedAt} < ${daysAgo(PEAL_HISTORY_DAYS)}
      and ${historyEntries.endedAt} < ${daysAgo(1)}`);
  await db.delete(callNotes).where(sql`${callNotes.createdAt} < ${daysAgo(PEAL_NOTE_DAYS)}
    or not exists (select 1 from ${historyEntries} where ${historyEntries.callId} = ${callNotes.callId}
      and ${historyEntries.userId} = ${callNotes.toUserId})`);
  await forgetCalls(
    db,
    (call): SQL => sql`${call.endedAt} < ${ago(UNREMEMBERED_MS)}
      and (${call.meetingId} is null or ${call.endedAt} < ${daysAgo(PEAL_MEETING_EVENT_DAYS)})
      and not exists (select 1 from ${historyEntries} where ${historyEntries.callId} = ${call.id})`,
  );
}

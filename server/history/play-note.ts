import { and, eq, isNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Connection, Database } from "../db";
import { callNotes } from "./schema";

/** Notes that the person for whom a note is has played it. Only the first time counts; for others nothing happens. */
export async function notePlayed(db: Database, actor: UserActor, input: { id: string }): Promise<void> {
  await db
    .update(callNotes)
    .set({ playedAt: now })
    .where(and(eq(callNotes.id, input.id), eq(callNotes.toUserId, actor.userId), isNull(callNotes.playedAt)));
}

/** Bytes `from` to `to`, the last one included; an open end means the end of the note. */
export type ByteRange = { from: number; to?: number | undefined };
export type NoteBytes = { mimeType: string; size: number; bytes: Buffer };

/**
 * A part of a note, for the person it is for; null for everyone else. Who left it is among the others: a note that reached nobody
 * could not be played either, and would tell.
 */
export async function readNote(
  db: Connection,
  actor: UserActor,
  noteId: string,
  { from, to }: ByteRange,
): Promise<NoteBytes | null> {
  const last = to === undefined ? sql`octet_length(${callNotes.bytes}) - 1` : sql`${to}::int`;
  const [note] = await db
    .select({
      mimeType: callNotes.mimeType,
      size: sql<number>`octet_length(${callNotes.bytes})`,
      bytes:
        sql`substring(${callNotes.bytes} from ${from}::int + 1 for greatest(${last} - ${from}::int + 1, 0))`.mapWith(
          callNotes.bytes,
        ),
    })
    .from(callNotes)
    .where(and(eq(callNotes.id, noteId), eq(callNotes.toUserId, actor.userId)));
  return note ?? null;
}

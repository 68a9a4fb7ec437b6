import { and, eq, isNull } from "drizzle-orm";
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

/**
 * A note as it was sealed, for the person it is for; null for everyone else. Who left it is among the others: a note that reached nobody
 * could not be played either, and would tell.
 */
export async function readNote(db: Connection, actor: UserActor, noteId: string): Promise<Buffer | null> {
  const [note] = await db
    .select({ bytes: callNotes.bytes })
    .from(callNotes)
    .where(and(eq(callNotes.id, noteId), eq(callNotes.toUserId, actor.userId)));
  return note?.bytes ?? null;
}

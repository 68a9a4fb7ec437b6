import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database } from "../db";
import { refuse } from "../errors";
import { callNotes, historyEntries } from "./schema";

/** Deletes a note that was left for the actor. Refuses with `not_found`. */
export async function removeNote(db: Database, actor: UserActor, input: { id: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx
      .delete(callNotes)
      .where(and(eq(callNotes.id, input.id), eq(callNotes.toUserId, actor.userId)))
      .returning({ id: callNotes.id });
    if (removed.length === 0) refuse({ code: "not_found" });
    await notify(tx, [actor.userId]);
  });
}

/** Takes back a note that the actor left. Whether there was one is not said, since one for who blocked them never was. */
export async function takeNoteBack(db: Database, actor: UserActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const taken = await tx
      .delete(callNotes)
      .where(and(eq(callNotes.callId, input.callId), eq(callNotes.fromUserId, actor.userId)))
      .returning({ toUserId: callNotes.toUserId });
    for (const { toUserId } of taken) {
      await tx
        .update(historyEntries)
        .set({ hasNewNote: false })
        .where(and(eq(historyEntries.callId, input.callId), eq(historyEntries.userId, toUserId)));
      await notify(tx, [toUserId]);
    }
  });
}

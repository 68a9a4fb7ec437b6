import { and, eq, ne } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { callMember, type CallMember } from "../calls";
import { callParticipants } from "../calls/schema";
import { config } from "../config";
import { now, serverTime } from "../clock";
import { callability } from "../contacts";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { NoteInput } from "./contract";
import { NOTE_WINDOW_MS } from "./detail";
import { noteType } from "./note-format";
import { callNotes, historyEntries } from "./schema";

/**
 * Leaves a note for the one person whom the actor called in vain, up to a day after; another one takes its place. A person who has
 * blocked the actor gets nothing, and the actor learns nothing of that: the same work and the same answer. Refuses with
 * `note_unreadable`, `rate_limited` or, for every other call, `not_found`.
 */
export async function leaveNote(
  db: Database,
  actor: UserActor,
  input: NoteInput,
  bytes: Buffer,
): Promise<void> {
  const mimeType = noteType(bytes, input.media);
  await limit(db, { key: `note:${actor.userId}`, rate: config().PEAL_LIMIT_NOTE });
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    const callee = await calledInVain(tx, member);
    const note = {
      callId: input.callId,
      fromUserId: actor.userId,
      toUserId: callee.userId,
      media: input.media,
      mimeType,
      durationMs: input.durationMs,
      bytes,
    };
    const [standing] = await callability(tx, actor.userId, [callee.userId]);
    const isUnheard = callee.isSilenced || standing?.theyBlockedMe === true;
    await tx
      .transaction(async (step) => {
        await write(step, note);
        if (isUnheard) step.rollback();
      })
      .catch((error: unknown) => {
        if (!isUnheard) throw error;
      });
  });
}

/** The other person of a call of two that the actor placed and nobody took, not long ago. */
async function calledInVain(tx: Transaction, { call, me }: CallMember) {
  const others = await tx
    .select({ userId: callParticipants.userId, isSilenced: callParticipants.isSilenced })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, call.id), ne(callParticipants.id, me.id)));
  const [callee] = others;
  const isVain = me.isCaller && call.state === "ended" && call.answeredAt === null && others.length === 1;
  if (!isVain || !callee || !call.endedAt) refuse({ code: "not_found" });
  if (call.endedAt.getTime() + NOTE_WINDOW_MS < (await serverTime(tx))) refuse({ code: "not_found" });
  return callee;
}

async function write(tx: Transaction, note: typeof callNotes.$inferInsert): Promise<void> {
  const { media, mimeType, durationMs, bytes, callId, toUserId } = note;
  await tx
    .insert(callNotes)
    .values(note)
    .onConflictDoUpdate({
      target: [callNotes.callId, callNotes.fromUserId, callNotes.toUserId],
      set: { media, mimeType, durationMs, bytes, createdAt: now, playedAt: null },
    });
  await tx
    .update(historyEntries)
    .set({ hasNewNote: true, removedAt: null })
    .where(and(eq(historyEntries.callId, callId), eq(historyEntries.userId, toUserId)));
  await notify(tx, [toUserId]);
}

import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { noteStatement } from "../../lib/pure/statement";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { callMember } from "../calls";
import { config } from "../config";
import { now } from "../clock";
import { callability } from "../contacts";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { calledInVain } from "./called-in-vain";
import type { NoteInput, NoteWrap } from "./contract";
import { readNoteBody } from "./note-format";
import { checkWraps, isOwnSignature, replaceWraps } from "./note-keys";
import { callNotes, historyEntries } from "./schema";

/**
 * Leaves a note for the one person whom the actor called in vain, up to a day after; another one takes its place. A person who has
 * blocked the actor gets nothing, and the actor learns nothing of that: the same work and the same answer. What is left is sealed, and its
 * key is wrapped for devices of that person only. Refuses with `note_unreadable` for what is not so, `rate_limited` or, for every other
 * call, `not_found`.
 */
export async function leaveNote(
  db: Database,
  actor: UserActor,
  input: NoteInput,
  bytes: Buffer,
): Promise<void> {
  const { head, sealed } = readNoteBody(bytes);
  const digest = createHash("sha256").update(sealed).digest("base64url");
  await limit(db, { key: `note:${actor.userId}`, rate: config().PEAL_LIMIT_NOTE });
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    const callee = await calledInVain(tx, member);
    const note = {
      callId: input.callId,
      fromUserId: actor.userId,
      toUserId: callee.userId,
      media: input.media,
      durationMs: input.durationMs,
      bytes: sealed,
      signer: head.signer,
    };
    const text = noteStatement(note, digest);
    if (!(await isOwnSignature(tx, actor, head.signer, text))) refuse({ code: "note_unreadable" });
    await checkWraps(tx, callee.userId, head.wraps);
    const [standing] = await callability(tx, actor.userId, [callee.userId]);
    const isUnheard = callee.isSilenced || standing?.theyBlockedMe === true;
    await tx
      .transaction(async (step) => {
        await write(step, note, head.wraps);
        if (isUnheard) step.rollback();
      })
      .catch((error: unknown) => {
        if (!isUnheard) throw error;
      });
  });
}

async function write(
  tx: Transaction,
  note: typeof callNotes.$inferInsert,
  wraps: readonly NoteWrap[],
): Promise<void> {
  const { media, durationMs, bytes, signer, callId, toUserId } = note;
  const [row] = await tx
    .insert(callNotes)
    .values(note)
    .onConflictDoUpdate({
      target: [callNotes.callId, callNotes.fromUserId, callNotes.toUserId],
      set: { media, durationMs, bytes, signer, createdAt: now, playedAt: null },
    })
    .returning({ id: callNotes.id });
  if (row) await replaceWraps(tx, row.id, wraps);
  await tx
    .update(historyEntries)
    .set({ hasNewNote: true, removedAt: null })
    .where(and(eq(historyEntries.callId, callId), eq(historyEntries.userId, toUserId)));
  await notify(tx, [toUserId]);
}

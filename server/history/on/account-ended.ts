import { and, eq, inArray } from "drizzle-orm";
import { notify } from "../../bus";
import type { Transaction } from "../../db";
import { callNotes, historyEntries } from "../schema";

/** Notes that the person left go; nobody is told of a new one that is not there any more. */
export async function takeNotesBack(tx: Transaction, { userId }: { userId: string }): Promise<void> {
  const taken = await tx
    .delete(callNotes)
    .where(eq(callNotes.fromUserId, userId))
    .returning({ callId: callNotes.callId, toUserId: callNotes.toUserId });
  if (taken.length === 0) return;
  const people = taken.map(({ toUserId }) => toUserId);
  const theirs = and(
    inArray(
      historyEntries.callId,
      taken.map(({ callId }) => callId),
    ),
    inArray(historyEntries.userId, people),
  );
  await tx.update(historyEntries).set({ hasNewNote: false }).where(theirs);
  await notify(tx, people);
}

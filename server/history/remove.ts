import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { now } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { historyEntries } from "./schema";

/** Deletes an entry from one's own history; other people keep theirs. Refuses with `not_found`. */
export async function removeEntry(db: Database, actor: UserActor, input: { id: string }): Promise<void> {
  const removed = await remove(db, actor, eq(historyEntries.id, input.id));
  if (removed === 0) refuse({ code: "not_found" });
}

/** Deletes one's whole history. Returns how many entries that were. */
export async function removeAll(db: Database, actor: UserActor): Promise<{ removed: number }> {
  return { removed: await remove(db, actor) };
}

async function remove(db: Database, actor: UserActor, which?: SQL): Promise<number> {
  return await db.transaction(async (tx) => {
    const removed = await tx
      .update(historyEntries)
      .set({ removedAt: now, isNew: false, hasNewNote: false })
      .where(and(eq(historyEntries.userId, actor.userId), isNull(historyEntries.removedAt), which))
      .returning({ id: historyEntries.id });
    if (removed.length > 0) await notify(tx, [actor.userId]);
    return removed.length;
  });
}

/** Brings back entries that were deleted a moment ago. Those that are gone for good, or of others, are left out. */
export async function restoreEntries(
  db: Database,
  actor: UserActor,
  input: { ids: string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(historyEntries)
      .set({ removedAt: null })
      .where(and(eq(historyEntries.userId, actor.userId), inArray(historyEntries.id, input.ids)));
    await notify(tx, [actor.userId]);
  });
}

import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database } from "../db";
import { historyEntries, isUnseen } from "./schema";

/** The person has looked at their missed calls and new notes: the badge goes on all their devices. */
export async function markSeen(db: Database, actor: UserActor): Promise<void> {
  await db.transaction(async (tx) => {
    const seen = await tx
      .update(historyEntries)
      .set({ isNew: false, hasNewNote: false })
      .where(and(eq(historyEntries.userId, actor.userId), isUnseen))
      .returning({ id: historyEntries.id });
    if (seen.length > 0) await notify(tx, [actor.userId]);
  });
}

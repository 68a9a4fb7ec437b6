import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database } from "../db";
import { refuse } from "../errors";
import { historyEntries } from "./schema";

/** Deletes an entry from one's own history; other people keep theirs. Refuses with `not_found`. */
export async function removeEntry(db: Database, actor: UserActor, input: { id: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx
      .delete(historyEntries)
      .where(and(eq(historyEntries.id, input.id), eq(historyEntries.userId, actor.userId)))
      .returning({ id: historyEntries.id });
    if (removed.length === 0) refuse({ code: "not_found" });
    await notify(tx, [actor.userId]);
  });
}

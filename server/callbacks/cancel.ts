import { and, eq, or } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import type { Database } from "../db";
import { callbacks } from "./schema";

/** Either of the two calls it off; once it has rung, or was called off, nothing changes. */
export async function cancelCallback(
  db: Database,
  actor: UserActor,
  { callbackId }: { callbackId: string },
): Promise<void> {
  const isMine = or(eq(callbacks.callerId, actor.userId), eq(callbacks.calleeId, actor.userId));
  await db.transaction(async (tx) => {
    const [dropped] = await tx
      .update(callbacks)
      .set({ state: "dropped" })
      .where(and(eq(callbacks.id, callbackId), eq(callbacks.state, "waiting"), isMine))
      .returning();
    if (dropped) await notify(tx, [dropped.callerId, dropped.calleeId]);
  });
}

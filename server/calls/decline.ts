import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database } from "../db";
import { callMember } from "./access";
import { settle, stopRings } from "./end";
import { participantGuard } from "./guard";
import { callParticipants } from "./schema";

/**
 * Declines a call for the whole person: every device of theirs stops. A decline that comes after an answer, or after
 * the end, changes nothing and is no error. Refuses with `not_found`.
 */
export async function declineCall(db: Database, actor: UserActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const { call, me } = await callMember(tx, actor, input.callId);
    const { allowed, next } = participantGuard("decline");
    const declined = await tx
      .update(callParticipants)
      .set({ state: next, endedAt: now })
      .where(and(eq(callParticipants.id, me.id), allowed))
      .returning({ id: callParticipants.id });
    if (declined.length === 0) return;
    await stopRings(tx, call.id, "declined", [me.id]);
    await settle(tx, call.id, call.state === "active" ? "hung_up" : "declined");
  });
}

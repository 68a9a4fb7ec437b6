import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database } from "../db";
import { callMember } from "./access";
import { revokeAdmissions } from "./admit";
import { endCall, settle } from "./end";
import { participantGuard } from "./guard";
import { callParticipants } from "./schema";

/**
 * Leaves a call. The caller who leaves while it still rings cancels it; a call in which one person is left is over.
 * Leaving twice, or a call that has ended, changes nothing. Refuses with `not_found`.
 */
export async function leaveCall(db: Database, actor: UserActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const { call, me } = await callMember(tx, actor, input.callId);
    const { allowed, next } = participantGuard("leave");
    const left = await tx
      .update(callParticipants)
      .set({ state: next, endedAt: now })
      .where(and(eq(callParticipants.id, me.id), allowed))
      .returning({ id: callParticipants.id });
    if (left.length === 0) return;
    await revokeAdmissions(tx, call.id, me.id);
    if (call.state === "ringing") await endCall(tx, call.id, "cancelled");
    else await settle(tx, call.id, "hung_up");
  });
}

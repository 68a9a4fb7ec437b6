import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { type CallMember, callMember } from "./access";
import { settle, stopRings } from "./end";
import { participantGuard } from "./guard";
import { callParticipants } from "./schema";

/**
 * Declines a call for the whole person: every device of theirs stops, and the caller reads the message, where there is one. A decline that comes after an answer, or after
 * the end, changes nothing and is no error. Refuses with `not_found`.
 */
export async function declineCall(
  db: Database,
  actor: UserActor,
  input: { callId: string; message?: string | undefined },
): Promise<void> {
  await db.transaction(async (tx) => {
    await declineAs(tx, await callMember(tx, actor, input.callId), input.message);
  });
}

/** The same inside a transaction, for a member whose call is locked. False where there was nothing to decline. */
export async function declineAs(
  tx: Transaction,
  { call, me }: CallMember,
  message?: string,
): Promise<boolean> {
  const { allowed, next } = participantGuard("decline");
  const declined = await tx
    .update(callParticipants)
    .set({ state: next, endedAt: now, declineMessage: message || null })
    .where(and(eq(callParticipants.id, me.id), allowed))
    .returning({ id: callParticipants.id });
  if (declined.length === 0) return false;
  await stopRings(tx, call.id, "declined", [me.id]);
  await settle(tx, call.id, call.state === "active" ? "hung_up" : "declined");
  return true;
}

import { eq } from "drizzle-orm";
import type { CallActor } from "../auth";
import { activeSeatOf } from "./active-seat";
import type { Database, Transaction } from "../db";
import { type CallMember, callMember } from "./access";
import { leaveBeside } from "./leave-beside";
import { endCall, settle } from "./end";
import { leaveSeats } from "./leave-seats";
import { callParticipants } from "./schema";

/**
 * Leaves a call. The caller who leaves while it still rings cancels it; a call in which one person is left is over.
 * A device beside the active one leaves alone, and one that is not on the call, for example since it was moved, leaves nothing.
 * Leaving twice, or a call that has ended, changes nothing. Refuses with `not_found`.
 */
export async function leaveCall(db: Database, actor: CallActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    const seat = await activeSeatOf(tx, member.me);
    if (seat && seat.deviceId !== actor.deviceId) await leaveBeside(tx, member.call, actor.deviceId);
    else await leaveAs(tx, member);
  });
}

/** The same inside a transaction, for a member whose call is locked. */
export async function leaveAs(tx: Transaction, { call, me }: CallMember): Promise<void> {
  const left = await leaveSeats(tx, call.id, eq(callParticipants.id, me.id));
  if (left.length === 0) return;
  if (call.state === "ringing") await endCall(tx, call.id, "cancelled");
  else await settle(tx, call.id, "hung_up");
}

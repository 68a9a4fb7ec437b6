import { and, eq, gt } from "drizzle-orm";
import type { CallActor } from "../auth";
import { activeSeatOf } from "./active-seat";
import { callMember } from "./access";
import { CONNECT_MS } from "./admit";
import { emit } from "../bus";
import { nowPlus } from "../clock";
import { config } from "../config";
import type { FailedInput } from "./contract";
import type { Database, Transaction } from "../db";
import { endCall, settle } from "./end";
import { leaveAs } from "./leave";
import { leaveSeats } from "./leave-seats";
import { callType } from "../telemetry";
import { admissions, callParticipants } from "./schema";

/**
 * The active device of a person could not be connected for the first time: the person leaves the call, and a call in which nobody is
 * left to talk to ends as `failed`, with the stage for everyone. Any other admission than the one with which that device is on the
 * call, and telling twice, changes nothing; who was admitted long ago has talked, and leaves like anybody. Refuses with `not_found`.
 */
export async function failCall(db: Database, actor: CallActor, input: FailedInput): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    const { call, me } = member;
    const seat = await activeSeatOf(tx, me);
    if (seat?.deviceId !== actor.deviceId || seat.admissionId !== input.admissionId) return;
    if (!(await isYoung(tx, seat.admissionId))) return await leaveAs(tx, member);
    const left = await leaveSeats(tx, call.id, eq(callParticipants.id, me.id));
    if (left.length === 0) return;
    await emit(tx, "calls.connected", { callId: call.id, type: callType(call), hasFailed: true });
    if (call.state === "ringing") await endCall(tx, call.id, "failed", input.stage);
    else await settle(tx, call.id, "failed", input.stage);
  });
}

/** A device that rang was admitted when it began to. */
async function isYoung(tx: Transaction, admissionId: string): Promise<boolean> {
  const since = nowPlus(-(config().PEAL_RING_MS + 2 * CONNECT_MS));
  const young = await tx
    .select({ id: admissions.id })
    .from(admissions)
    .where(and(eq(admissions.id, admissionId), gt(admissions.createdAt, since)));
  return young.length > 0;
}

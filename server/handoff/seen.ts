import { and, eq, isNull, ne } from "drizzle-orm";
import type { UserActor } from "../auth";
import { emit } from "../bus";
import {
  activeSeatOf,
  callMember,
  type CallMember,
  notifyCall,
  refuseUnlessOn,
  seatsOf,
  switchActive,
} from "../calls";
import { admissions, callParticipants } from "../calls/schema";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type CallMove, failMoves, isLate } from "./fail";
import { callMoves } from "./schema";
import { moveGuard } from "./transitions";

type Input = { callId: string; admissionId: string };

/**
 * Somebody on the call sees the device that takes it; or that device itself sends, while nobody else is there. It becomes the one that
 * all others draw, by compare-and-set, and the one before it leaves a moment later, or changes places with it. Who comes late, or
 * again, changes nothing. Refuses with `not_found` (no such move, or not theirs to say), `call_over` or `not_on_call`.
 */
export async function seen(db: Database, actor: UserActor, input: Input): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    refuseUnlessOn(member);
    const [move] = await tx
      .select()
      .from(callMoves)
      .where(and(eq(callMoves.callId, member.call.id), eq(callMoves.toAdmissionId, input.admissionId)));
    if (!move) refuse({ code: "not_found" });
    if (move.userId === actor.userId && !(await isAlone(tx, member))) refuse({ code: "not_found" });
    if (move.state === "connecting") await makeMove(tx, move);
  });
}

/** Nobody else is there who could see anything. */
async function isAlone(tx: Transaction, { call, me }: CallMember): Promise<boolean> {
  const [other] = await tx
    .select({ id: callParticipants.id })
    .from(callParticipants)
    .innerJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        eq(callParticipants.callId, call.id),
        ne(callParticipants.id, me.id),
        eq(callParticipants.state, "connected"),
        eq(admissions.state, "joined"),
        isNull(callParticipants.heldAt),
      ),
    )
    .limit(1);
  return other === undefined;
}

async function makeMove(tx: Transaction, move: CallMove): Promise<void> {
  const { callId, participantId, userId, toAdmissionId } = move;
  const late = await failMoves(tx, and(eq(callMoves.id, move.id), isLate), "late");
  if (late.length > 0 || !toAdmissionId) return;
  const [mover] = await tx.select().from(callParticipants).where(eq(callParticipants.id, participantId));
  const seat = mover && (await activeSeatOf(tx, mover));
  // Who went into another call meanwhile goes on with that.
  const others = await seatsOf(tx, [userId], callId);
  if (others.some((other) => !other.isHeld)) {
    return void (await failMoves(tx, eq(callMoves.id, move.id), "cancelled"));
  }
  const isMoved =
    seat?.deviceId === move.fromDeviceId &&
    (await switchActive(tx, {
      callId,
      participantId,
      from: seat.admissionId,
      to: toAdmissionId,
      isSwap: move.wasCompanion,
    }));
  if (!isMoved) return void (await failMoves(tx, eq(callMoves.id, move.id), "device_lost"));
  const { allowed, next } = moveGuard("seen");
  await tx
    .update(callMoves)
    .set({ state: next, endedAt: now })
    .where(and(eq(callMoves.id, move.id), allowed));
  await emit(tx, "handoff.over", { callId, userId, deviceId: move.toDeviceId, isMade: true });
  await notifyCall(tx, callId);
}

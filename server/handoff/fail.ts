import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import { emit } from "../bus";
import { notifyCall, standDown } from "../calls";
import { now } from "../clock";
import type { Transaction } from "../db";
import type { MoveFailure } from "./contract";
import "./events";
import { callMoves } from "./schema";
import { moveGuard } from "./transitions";

export type CallMove = typeof callMoves.$inferSelect;

/** Of a row of `call_moves`: it is asked or under way. */
export const isOpen = moveGuard("fail").allowed;
/** Of such a row: its deadline has passed. */
export const isLate = lte(callMoves.expiresAt, now);

/** Why a deadline passed: nobody answered the question, or nobody saw the new device. */
const lateReason = sql`case ${callMoves.state} when 'asked' then 'no_answer' else 'too_slow' end`;

/**
 * Fails the open moves of locked calls that `which` selects: the new device leaves, or is a second screen again, and nothing else
 * has changed. `lost`: the new device is gone, and no second screen either. Returns those that failed now.
 */
export async function failMoves(
  tx: Transaction,
  which: SQL | undefined,
  reason: MoveFailure | "late",
  { isLost = false }: { isLost?: boolean } = {},
): Promise<CallMove[]> {
  const failed = await tx
    .update(callMoves)
    .set({
      state: moveGuard("fail").next,
      reason: reason === "late" ? sql`${lateReason}` : reason,
      endedAt: now,
    })
    .where(and(isOpen, which))
    .returning();
  for (const move of failed) {
    const { callId, userId, toDeviceId, toAdmissionId, wasCompanion } = move;
    const toCompanion = wasCompanion && !isLost;
    if (toAdmissionId) await standDown(tx, { callId, admissionId: toAdmissionId, toCompanion });
    await emit(tx, "handoff.over", { callId, userId, deviceId: toDeviceId, isMade: false });
  }
  for (const callId of new Set(failed.map((move) => move.callId))) await notifyCall(tx, callId);
  return failed;
}

/** The open move of a person's part in a locked call. One whose deadline has passed fails now. */
export async function openMoveOf(tx: Transaction, participantId: string): Promise<CallMove | null> {
  const isMine = eq(callMoves.participantId, participantId);
  await failMoves(tx, and(isMine, isLate), "late");
  const [move] = await tx.select().from(callMoves).where(and(isMine, isOpen));
  return move ?? null;
}

import { and, eq, type SQL } from "drizzle-orm";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { revokeAdmissions } from "./admit";
import { participantGuard } from "./guard";
import { ringInstead } from "./knock";
import { callParticipants } from "./schema";
import { personIdOf } from "./whose";

export type LeftSeat = { id: string; isCaller: boolean };

/**
 * The people of a locked call whom `who` selects leave it, and their admissions end. Returns those who were on it until now.
 * Whether the call goes on is the caller's to decide.
 */
export async function leaveSeats(tx: Transaction, callId: string, who: SQL): Promise<LeftSeat[]> {
  const { allowed, next } = participantGuard("leave");
  const left = await tx
    .update(callParticipants)
    .set({ state: next, endedAt: now, heldAt: null })
    .where(and(eq(callParticipants.callId, callId), allowed, who))
    .returning({
      id: callParticipants.id,
      userId: personIdOf(callParticipants),
      isCaller: callParticipants.isCaller,
    });
  for (const { id } of left) await revokeAdmissions(tx, callId, id);
  const participantIds = left.map((seat) => seat.id);
  if (left.length > 0) await emit(tx, "calls.seats-left", { callId, participantIds });
  await ringInstead(
    tx,
    left.map((seat) => seat.userId),
  );
  return left;
}

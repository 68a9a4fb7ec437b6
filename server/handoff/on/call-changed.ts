import { and, eq, inArray } from "drizzle-orm";
import type { CallHeld, SeatsLeft, StandbyLost } from "../../calls";
import type { Transaction } from "../../db";
import { failMoves } from "../fail";
import { callMoves } from "../schema";

/** A call that is over goes nowhere. */
export async function failOfEnded(tx: Transaction, { callId }: { callId: string }): Promise<void> {
  await failMoves(tx, eq(callMoves.callId, callId), "call_over");
}

/** The same for people who have left it. */
export async function failOfLeft(tx: Transaction, { participantIds }: SeatsLeft): Promise<void> {
  await failMoves(tx, inArray(callMoves.participantId, participantIds), "call_over");
}

/** The device that was about to take it is gone. */
export async function failOfLost(tx: Transaction, { callId, admissionId }: StandbyLost): Promise<void> {
  const which = and(eq(callMoves.callId, callId), eq(callMoves.toAdmissionId, admissionId));
  await failMoves(tx, which, "device_lost", { isLost: true });
}

/** Who puts a call on hold does not want it elsewhere now. */
export async function cancelOfHeld(tx: Transaction, { participantId }: CallHeld): Promise<void> {
  await failMoves(tx, eq(callMoves.participantId, participantId), "cancelled");
}

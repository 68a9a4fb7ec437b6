import { and, eq } from "drizzle-orm";
import type { Transaction } from "../db";
import { settle } from "./end";
import { leaveSeats } from "./leave-seats";
import { callParticipants } from "./schema";

/**
 * Puts somebody out of a locked call: every device of theirs, at once. Whether they may come back is for others to say. True where they
 * were on it.
 */
export async function putOut(tx: Transaction, callId: string, participantId: string): Promise<boolean> {
  const who = and(eq(callParticipants.id, participantId), eq(callParticipants.callId, callId));
  const left = who ? await leaveSeats(tx, callId, who) : [];
  if (left.length > 0) await settle(tx, callId, "hung_up");
  return left.length > 0;
}

import { inArray } from "drizzle-orm";
import type { SeatsLeft } from "../../calls";
import type { Transaction } from "../../db";
import { raisedHands } from "../schema";

/** Whoever has left a call has no hand up when they come again. */
export async function lowerHandsOf(tx: Transaction, { participantIds }: SeatsLeft): Promise<void> {
  if (participantIds.length > 0)
    await tx.delete(raisedHands).where(inArray(raisedHands.participantId, participantIds));
}

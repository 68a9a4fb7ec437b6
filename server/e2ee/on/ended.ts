import { eq } from "drizzle-orm";
import type { Transaction } from "../../db";
import { e2eeCounters, e2eeHeld, e2eeMessages } from "../schema";

/** A call that is over leaves no key message behind. */
export async function dropKeys(tx: Transaction, { callId }: { callId: string }): Promise<void> {
  await tx.delete(e2eeHeld).where(eq(e2eeHeld.callId, callId));
  await tx.delete(e2eeMessages).where(eq(e2eeMessages.callId, callId));
  await tx.delete(e2eeCounters).where(eq(e2eeCounters.callId, callId));
}

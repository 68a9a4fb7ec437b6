import { eq } from "drizzle-orm";
import type { Transaction } from "../../db";
import { deviceConfirmations } from "../schema";

/** A device that signed out asks for nothing any more. Its keys are kept, and told to nobody. */
export async function endRequests(tx: Transaction, { deviceId }: { deviceId: string }): Promise<void> {
  await tx.delete(deviceConfirmations).where(eq(deviceConfirmations.deviceId, deviceId));
}

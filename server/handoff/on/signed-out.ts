import { eq } from "drizzle-orm";
import type { Transaction } from "../../db";
import { failMoves } from "../fail";
import { callMoves } from "../schema";

/** A device that was signed out is not asked any more. */
export async function failOfSignedOut(tx: Transaction, { deviceId }: { deviceId: string }): Promise<void> {
  await failMoves(tx, eq(callMoves.toDeviceId, deviceId), "device_lost", { isLost: true });
}

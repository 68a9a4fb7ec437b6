import { and, asc, eq } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import { callMoves } from "./schema";

/** A move that was made: when, in epoch ms, and from which device of the person to which. */
export type MadeMove = { at: number; fromDeviceId: string; toDeviceId: string; deviceName: string };

/** The moves of one person's part in a call that were made, the oldest first. */
export async function listMoves(db: Connection, callId: string, userId: string): Promise<MadeMove[]> {
  return await db
    .select({
      at: epochMs(callMoves.endedAt),
      fromDeviceId: callMoves.fromDeviceId,
      toDeviceId: callMoves.toDeviceId,
      deviceName: userDevices.name,
    })
    .from(callMoves)
    .innerJoin(userDevices, eq(userDevices.id, callMoves.toDeviceId))
    .where(and(eq(callMoves.callId, callId), eq(callMoves.userId, userId), eq(callMoves.state, "moved")))
    .orderBy(asc(callMoves.endedAt));
}

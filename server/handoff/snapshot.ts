import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import type { Connection } from "../db";
import type { MoveFailure } from "./contract";
import { callMoves } from "./schema";

/** A move as its person's devices show it: asked, under way, or failed a moment ago. */
export type ShownMove = {
  userId: string;
  callId: string;
  moveId: string;
  deviceId: string;
  deviceName: string;
  state: "asked" | "connecting" | "failed";
  reason: MoveFailure | null;
};

/** The moves that these people's devices show, the newest first, in one query for any number of them. */
export async function moveSnapshot(db: Connection, userIds: string[]): Promise<ShownMove[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .select({
      userId: callMoves.userId,
      callId: callMoves.callId,
      moveId: callMoves.id,
      deviceId: callMoves.toDeviceId,
      deviceName: userDevices.name,
      state: callMoves.state,
      reason: callMoves.reason,
    })
    .from(callMoves)
    .innerJoin(userDevices, eq(userDevices.id, callMoves.toDeviceId))
    .where(
      and(
        inArray(callMoves.userId, userIds),
        eq(callMoves.isShown, true),
        // As in the index.
        sql`${callMoves.state} in ('asked', 'connecting', 'failed')`,
      ),
    )
    .orderBy(desc(callMoves.startedAt));
  return rows as ShownMove[];
}

import { and, inArray, isNotNull } from "drizzle-orm";
import type { Connection } from "../db";
import { userDevices } from "./schema";

/** The session that each device of these users holds, by device; a signed-out device is absent. */
export async function liveSessions(db: Connection, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({ deviceId: userDevices.id, sessionId: userDevices.sessionId })
    .from(userDevices)
    .where(and(inArray(userDevices.userId, [...userIds]), isNotNull(userDevices.sessionId)));
  return new Map(rows.flatMap((row) => (row.sessionId ? [[row.deviceId, row.sessionId] as const] : [])));
}

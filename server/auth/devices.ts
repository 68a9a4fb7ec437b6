import { inArray, sql } from "drizzle-orm";
import { nowPlus } from "../clock";
import type { Connection } from "../db";
import { userDevices } from "./schema";

/** Notes when devices were last seen: now, or that many ms ago. Never sets one back. */
export async function markSeen(db: Connection, deviceIds: readonly string[], agoMs = 0): Promise<void> {
  if (!deviceIds.length) return;
  await db
    .update(userDevices)
    .set({ lastSeenAt: sql`greatest(${userDevices.lastSeenAt}, ${nowPlus(-agoMs)})` })
    .where(inArray(userDevices.id, [...deviceIds]));
}

import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { epochMs, nowPlus } from "../clock";
import type { Connection } from "../db";
import type { UserActor } from "./actor";
import type { Device } from "./contract";
import { userDevices } from "./schema";

/** A live connection is refreshed every 20 s: one that missed two is gone. */
const ONLINE_MS = 45_000;

/** A person's signed-in devices, this one first, then those seen last. */
export async function listDevices(db: Connection, actor: UserActor): Promise<Device[]> {
  const isThisDevice = eq(userDevices.id, actor.deviceId);
  return db
    .select({
      id: userDevices.id,
      name: userDevices.name,
      kind: userDevices.kind,
      isThisDevice: sql<boolean>`${isThisDevice}`,
      lastSeenAt: epochMs(userDevices.lastSeenAt),
      isOnline: sql<boolean>`${userDevices.lastSeenAt} > peal_now() - ${ONLINE_MS} * interval '1 millisecond'`,
    })
    .from(userDevices)
    .where(and(eq(userDevices.userId, actor.userId), isNotNull(userDevices.sessionId)))
    .orderBy(desc(isThisDevice), desc(userDevices.lastSeenAt));
}

/** Notes when devices were last seen: now, or that many ms ago. Never sets one back. */
export async function markSeen(db: Connection, deviceIds: readonly string[], agoMs = 0): Promise<void> {
  if (!deviceIds.length) return;
  await db
    .update(userDevices)
    .set({ lastSeenAt: sql`greatest(${userDevices.lastSeenAt}, ${nowPlus(-agoMs)})` })
    .where(inArray(userDevices.id, [...deviceIds]));
}

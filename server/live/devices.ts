import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Device } from "../auth/contract";
import { userDevices } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import { connectedDevices } from "../presence";
import { pushSubscriptions } from "../push/schema";

/** A person's signed-in devices, this one first, then those seen last. Put together here: no one room knows all of it. */
export async function listDevices(db: Connection, actor: UserActor): Promise<Device[]> {
  const isThisDevice = eq(userDevices.id, actor.deviceId);
  const [rows, connected] = await Promise.all([
    db
      .select({
        id: userDevices.id,
        name: userDevices.name,
        kind: userDevices.kind,
        isThisDevice: sql<boolean>`${isThisDevice}`,
        lastSeenAt: epochMs(userDevices.lastSeenAt),
        ringEnabled: userDevices.ringEnabled,
        hasPush: sql<boolean>`${pushSubscriptions.deviceId} is not null`,
      })
      .from(userDevices)
      .leftJoin(pushSubscriptions, eq(pushSubscriptions.deviceId, userDevices.id))
      .where(and(eq(userDevices.userId, actor.userId), isNotNull(userDevices.sessionId)))
      .orderBy(desc(isThisDevice), desc(userDevices.lastSeenAt)),
    connectedDevices(db, [actor.userId]),
  ]);
  return rows.map((row) => ({ ...row, isOnline: connected.has(row.id) }));
}

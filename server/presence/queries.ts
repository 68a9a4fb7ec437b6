import { eq, inArray, sql } from "drizzle-orm";
import { userDevices, users } from "../auth/schema";
import { epochMs, serverTime } from "../clock";
import type { Connection } from "../db";
import { isOnline } from "./connections";
import type { Quiet } from "./contract";
import { quietAt } from "./quiet";
import { deviceConnections, ringSettings } from "./schema";

/** How a person can be reached. Whether they are on a call is for those to say who know of calls. */
export type Reach = {
  isOnline: boolean;
  /** Nobody is to see any of this. */
  isHidden: boolean;
  quiet: Quiet | null;
  /** Epoch ms of the last time that one of their devices was connected; null where none ever was. */
  lastSeenAt: number | null;
};

/** How these people can be reached, in one query for any number; unknown ids are left out. */
export async function reachOf(db: Connection, userIds: readonly string[]): Promise<Map<string, Reach>> {
  if (!userIds.length) return new Map();
  const connected = sql<boolean>`exists (select 1 from ${deviceConnections}
    where ${deviceConnections.userId} = ${users.id} and ${isOnline})`;
  const lastSeen = sql`(select max(${userDevices.lastSeenAt}) from ${userDevices} where ${userDevices.userId} = ${users.id})`;
  const [rows, nowMs] = await Promise.all([
    db
      .select({
        userId: users.id,
        isOnline: connected,
        isHidden: sql<boolean>`coalesce(${ringSettings.isPresenceHidden}, false)`,
        quietUntil: ringSettings.quietUntil,
        quietHours: ringSettings.quietHours,
        quietLiftedUntil: ringSettings.quietLiftedUntil,
        lastSeenAt: epochMs(lastSeen),
      })
      .from(users)
      .leftJoin(ringSettings, eq(ringSettings.userId, users.id))
      .where(inArray(users.id, [...userIds])),
    serverTime(db),
  ]);
  return new Map(
    rows.map(({ userId, quietUntil, quietHours, quietLiftedUntil, ...rest }) => [
      userId,
      { ...rest, quiet: quietAt({ quietUntil, quietHours, quietLiftedUntil }, nowMs) },
    ]),
  );
}

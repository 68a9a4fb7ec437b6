import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Connection } from "../db";
import type { PushState } from "./contract";
import { vapidKeys } from "./keys";
import { pushSubscriptions } from "./schema";

/** What this device's page needs to see whether its browser and the server agree. */
export async function pushState(db: Connection, actor: UserActor): Promise<PushState> {
  const [row] = await db
    .select({ endpoint: pushSubscriptions.endpoint })
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.deviceId, actor.deviceId));
  return { key: vapidKeys().publicKey, endpoint: row?.endpoint ?? null };
}

/** Which of a person's devices can be woken while Peal is closed there. */
export async function pushDevices(db: Connection, userId: string): Promise<Set<string>> {
  const rows = await db
    .select({ deviceId: pushSubscriptions.deviceId })
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.userId, userId));
  return new Set(rows.map((row) => row.deviceId));
}

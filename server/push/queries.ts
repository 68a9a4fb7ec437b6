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

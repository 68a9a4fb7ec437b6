import type { UserActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { addJob } from "../jobs";
import { limit } from "../limits";

/** Sends this device a notification, to see whether it comes. Refuses with `rate_limited`. */
export async function tryOut(db: Database, { userId, deviceId }: UserActor): Promise<void> {
  await limit(db, { key: `push:${userId}`, rate: config().PEAL_LIMIT_PUSH });
  await addJob(db, "push.test", { deviceId });
}

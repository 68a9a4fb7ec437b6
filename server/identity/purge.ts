import { lt } from "drizzle-orm";
import { now } from "../clock";
import type { Connection } from "../db";
import { deviceConfirmations } from "./schema";

/** Deletes requests to confirm a device that are over. */
export async function purgeRequests(db: Connection): Promise<void> {
  await db.delete(deviceConfirmations).where(lt(deviceConfirmations.expiresAt, now));
}

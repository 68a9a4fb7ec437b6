import { lt } from "drizzle-orm";
import { now } from "../clock";
import type { Connection } from "../db";
import { invitations } from "./schema";

/** Deletes invite links that are over. */
export async function purgeInvitations(db: Connection): Promise<void> {
  await db.delete(invitations).where(lt(invitations.expiresAt, now));
}

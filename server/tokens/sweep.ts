import { inArray, lt } from "drizzle-orm";
import { endSessionsOf } from "../auth";
import { now } from "../clock";
import type { Database } from "../db";
import { accessTokens } from "./schema";

/** Deletes tokens whose time is over, and signs out devices as which nobody can act any more. */
export async function sweepTokens(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const over = await tx
      .delete(accessTokens)
      .where(lt(accessTokens.expiresAt, now))
      .returning({ deviceId: accessTokens.deviceId });
    const deviceIds = [...new Set(over.map(({ deviceId }) => deviceId))];
    if (deviceIds.length === 0) return;
    const kept = await tx
      .select({ deviceId: accessTokens.deviceId })
      .from(accessTokens)
      .where(inArray(accessTokens.deviceId, deviceIds));
    const isKept = new Set(kept.map(({ deviceId }) => deviceId));
    await endSessionsOf(
      tx,
      deviceIds.filter((id) => !isKept.has(id)),
    );
  });
}

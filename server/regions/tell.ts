import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { RoundTripsInput } from "./contract";
import { listRegions } from "./list";
import { deviceRoundTrips } from "./schema";

/**
 * Notes how far a device is from each region, instead of what it said before. Refuses with `unknown_region` what this deployment does not
 * have, or `rate_limited`; then nothing changes.
 */
export async function tellRoundTrips(
  db: Database,
  { userId, deviceId }: UserActor,
  { roundTrips }: RoundTripsInput,
): Promise<void> {
  const known = new Set(listRegions());
  if (roundTrips.some(({ region }) => !known.has(region))) refuse({ code: "unknown_region" });
  await limit(db, { key: `regions:${userId}`, rate: config().PEAL_LIMIT_ROUND_TRIPS });
  // One figure for each region: of two the later one counts.
  const rows = [...new Map(roundTrips.map((one) => [one.region, { deviceId, ...one }])).values()];
  await db.transaction(async (tx) => {
    await tx.delete(deviceRoundTrips).where(eq(deviceRoundTrips.deviceId, deviceId));
    // Two tabs that tell at once: one of them is right, and it does not matter which.
    if (rows.length > 0) await tx.insert(deviceRoundTrips).values(rows).onConflictDoNothing();
  });
}

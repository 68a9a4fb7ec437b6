import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import { deviceRoundTrips } from "./schema";

/** For how many days it counts, and is kept, how far a device is from the regions: a call may wake one that sleeps since yesterday. */
export const DAYS = 2;

/** Deletes what devices told longer ago. */
export async function purgeRoundTrips(db: Connection): Promise<void> {
  await db
    .delete(deviceRoundTrips)
    .where(sql`${deviceRoundTrips.toldAt} < peal_now() - ${DAYS} * interval '1 day'`);
}

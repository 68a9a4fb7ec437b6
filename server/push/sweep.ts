import { sql } from "drizzle-orm";
import { nowPlus } from "../clock";
import { callRings } from "../calls/schema";
import type { Database } from "../db";
import { pushEnds, pushRings } from "./queue";

/** How long a connected device has to say that it shows a ring; a frozen tab says nothing. In ms. */
const ACKNOWLEDGE_MS = 1_000;

/**
 * Pushes rings that a connected device has not acknowledged within a second, and tells pushed devices of rings that have ended.
 * Any process may run it at any time, and several at once.
 */
export async function sweepPushes(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await pushRings(tx, sql`${callRings.startedAt} <= ${nowPlus(-ACKNOWLEDGE_MS)}`);
    await pushEnds(tx);
  });
}

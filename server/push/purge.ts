import { sql } from "drizzle-orm";
import { now } from "../clock";
import type { Connection } from "../db";
import { pushedCalls, pushedRings } from "./schema";

/** For how many days it is kept which devices were pushed for a call, once that is over. */
const DAYS = 7;

/** Deletes what is known of pushes that are over: which device was woken for which call, and when. */
export async function purgePushes(db: Connection): Promise<void> {
  const before = sql`${now} - ${DAYS} * interval '1 day'`;
  await db.delete(pushedRings).where(sql`${pushedRings.toldAt} < ${before} and ${pushedRings.ringId} in
    (select r.id from call_rings r join calls c on c.id = r.call_id where c.state = 'ended')`);
  await db.delete(pushedCalls).where(sql`${pushedCalls.toldAt} < ${before} and ${pushedCalls.callId} in
    (select id from calls where state = 'ended')`);
}

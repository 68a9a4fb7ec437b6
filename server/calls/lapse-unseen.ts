import { sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { now } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { deviceConnections } from "../presence/schema";
import { notifyCall } from "./notify-call";
import { admissions } from "./schema";

/** Live connections are refreshed every 20 s: a device without one for longer is not there. In ms. */
const UNSEEN_MS = 25_000;

/**
 * Of a call whose room is lost, or whose SFU does not answer: the seats of devices that are not seen on the live connection either
 * lapse as long after they were last seen as any lost seat does. Devices that are there keep theirs and come back by themselves.
 */
export async function lapseUnseen(db: Database, callId: string, admissionId?: string): Promise<void> {
  const lostAfter = sql`${config().PEAL_SEAT_LOST_MS} * interval '1 millisecond'`;
  await db.transaction(async (tx) => {
    const lapsing = await tx.execute(sql`
      with seen as (
        select a.id, greatest(d.last_seen_at, c.seen_at) as at
        from ${admissions} a join ${userDevices} d on d.id = a.device_id
        left join ${deviceConnections} c on c.device_id = a.device_id
        where a.call_id = ${callId} and a.state in ('joined', 'gone') and (${admissionId ?? null}::uuid is null or a.id = ${admissionId ?? null}::uuid))
      update ${admissions} a
      set state = 'gone', gone_at = coalesce(a.gone_at, ${now}), admission_expires_at = seen.at + ${lostAfter}
      from seen
      where seen.id = a.id and a.state in ('joined', 'gone')
        and seen.at < ${now} - ${UNSEEN_MS} * interval '1 millisecond'
        and (a.admission_expires_at is null or a.admission_expires_at > seen.at + ${lostAfter})
      returning a.id`);
    if (lapsing.length > 0) await notifyCall(tx, callId);
  });
}

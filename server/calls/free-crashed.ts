import { sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { now } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { deviceConnections } from "../presence/schema";
import { notifyCall } from "./notify-call";
import { admissions } from "./schema";

/**
 * How long a device in a call may be without its live connection, which a browser opens anew within 6 s, in ms. The SFU notices a
 * page that died after 20 s and a little: 10 s until its media counts as lost, 5 s as failed, 5 s of mercy, none of which can be set.
 */
const SILENT_MS = 15_000;
/** Only what has just gone: a device that is away for longer, and of which the SFU says that it is there, is there. In ms. */
const JUST_MS = 20_000;

/**
 * Frees the tiles of devices whose page died: a page that dies closes its live connection at once. The seat is kept as for any
 * connection that was lost, and where the SFU still has the device, the next reconciliation gives the tile back.
 */
export async function freeCrashedTiles(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const ms = (span: number) => sql`${span} * interval '1 millisecond'`;
    const freed = await tx.execute<{ callId: string }>(sql`
      update ${admissions} a
      set state = 'gone', gone_at = coalesce(a.gone_at, ${now}),
        admission_expires_at = d.last_seen_at + ${ms(config().PEAL_SEAT_LOST_MS)}
      from ${userDevices} d
      where d.id = a.device_id and a.state = 'joined'
        and d.last_seen_at between ${now} - ${ms(JUST_MS)} and ${now} - ${ms(SILENT_MS)}
        -- It had a live connection in this call: who never has one is not judged by it.
        and d.last_seen_at > a.joined_at
        and not exists (select 1 from ${deviceConnections} c where c.device_id = a.device_id and c.closed_at is null)
      returning a.call_id as "callId"`);
    for (const callId of new Set(freed.map((row) => row.callId))) await notifyCall(tx, callId);
  });
}

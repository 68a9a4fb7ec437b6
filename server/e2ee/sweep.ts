import { sql } from "drizzle-orm";
import type { Database } from "../db";

/** How long a key, an acknowledgement or a "cannot read you" is of use, in ms: every sender has made a fresh key meanwhile (twice). */
const KEPT_MS = 10 * 60_000;

/**
 * Deletes what nobody needs any more: keys of a while ago, what was said by who is gone, except a host's word, and whatever a
 * call that has ended may have left behind. Any process may run it at any time.
 */
export async function sweepKeys(db: Database): Promise<void> {
  await db.execute(sql`delete from e2ee_messages m where m.type in ('key', 'ack', 'need')
    and m.created_at < peal_now() - ${KEPT_MS} * interval '1 millisecond'`);
  await db.execute(sql`delete from e2ee_messages m using admissions a
    where a.id = m.from_admission and a.state = 'revoked' and m.type = 'announce'
    and m.created_at < peal_now() - ${KEPT_MS} * interval '1 millisecond'`);
  for (const table of ["e2ee_held", "e2ee_messages", "e2ee_counters"]) {
    await db.execute(sql`delete from ${sql.identifier(table)} k using calls c
      where c.id = k.call_id and c.state = 'ended'`);
  }
}

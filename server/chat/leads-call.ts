import { sql } from "drizzle-orm";
import type { CallMember } from "../calls";
import type { Connection } from "../db";
import { hosts } from "../meetings";

/**
 * SQL: whether a person leads a call: in a meeting its hosts, in any other call whoever started it. `c` is the call, `p` the person's row
 * of its participants.
 */
export const leads = sql`case when c.meeting_id is null then p.is_caller else exists (
    select 1 from ${hosts} h where h.meeting_id = c.meeting_id and h.user_id = p.user_id) end`;

/** Whether somebody leads the call that they are on. */
export async function leadsCall(db: Connection, { me }: CallMember): Promise<boolean> {
  const [found] = await db.execute<{ leads: boolean }>(
    sql`select ${leads} as leads from call_participants p join calls c on c.id = p.call_id where p.id = ${me.id}`,
  );
  return found?.leads ?? false;
}

import { sql } from "drizzle-orm";
import type { CallMember } from "../calls";
import type { Connection } from "../db";

/**
 * SQL: whether a person leads a call: in a meeting its hosts, in any other call whoever started it. `c` is the call, `p` the person's row
 * of its participants.
 */
export const leads = sql`case when c.meeting_id is null then p.is_caller else exists (
    select 1 from meetings m where m.id = c.meeting_id and m.host_id = p.user_id
    union all
    select 1 from meeting_participants mp where mp.meeting_id = c.meeting_id and mp.user_id = p.user_id
      and coalesce(mp.session_role, mp.role) <> 'participant' and mp.state = 'admitted') end`;

/** Whether somebody leads the call that they are on. */
export async function leadsCall(db: Connection, { me }: CallMember): Promise<boolean> {
  const [found] = await db.execute<{ leads: boolean }>(
    sql`select ${leads} as leads from call_participants p join calls c on c.id = p.call_id where p.id = ${me.id}`,
  );
  return found?.leads ?? false;
}

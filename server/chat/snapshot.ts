import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import { leads } from "./leads-call";

/** How the chat of a call stands for one person, and whose hands are up. */
export type Talk = {
  callId: string;
  /** The last message that they may read; 0 where there is none. */
  lastSeq: number;
  /** The last update of the call's pad; 0 where nobody has written in it. */
  padSeq: number;
  /** Participants with a raised hand, the first one first. */
  hands: string[];
  /** May lower others' hands and make polls. */
  leads: boolean;
};

/** For each of these people, or guests, the calls that they are on: one query for any number of them. */
export async function chatSnapshot(db: Connection, personIds: string[]): Promise<Map<string, Talk[]>> {
  const talks = new Map<string, Talk[]>();
  if (personIds.length === 0) return talks;
  const ids = sql`${sql.param(personIds)}::uuid[]`;
  const rows = await db.execute<Talk & { personId: string }>(sql`
    select coalesce(p.user_id, p.guest_id) as "personId", c.id as "callId", ${leads} as leads,
      coalesce((select max(m.seq) from chat_messages m where m.call_id = c.id
        and (m.to_participant is null or m.to_participant = p.id or m.from_participant = p.id)), 0) as "lastSeq",
      coalesce((select max(u.seq) from pad_updates u where u.call_id = c.id), 0) as "padSeq",
      array(select h.participant_id::text from raised_hands h
        join call_participants r on r.id = h.participant_id and r.state = 'connected'
        where h.call_id = c.id order by h.raised_at, h.participant_id) as hands
    from call_participants p join calls c on c.id = p.call_id
    where (p.user_id = any(${ids}) or p.guest_id = any(${ids}))
      and p.state = 'connected' and c.state <> 'ended' and not p.is_silenced
    order by c.started_at`);
  for (const { personId, ...talk } of rows) talks.set(personId, [...(talks.get(personId) ?? []), talk]);
  return talks;
}

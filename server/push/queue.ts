import { type SQL, sql } from "drizzle-orm";
import { callParticipants, callRings } from "../calls/schema";
import type { Transaction } from "../db";
import { addJobs } from "../jobs";
import { pushedRings, pushSubscriptions } from "./schema";

declare module "../jobs" {
  interface Jobs {
    "push.ring": { ringId: string; tries: number };
    "push.end": { ringId: string; tries: number };
    "push.test": { deviceId: string };
  }
}

type Queued = { ringId: string };

const jobsOf = (queued: Queued[]) => queued.map(({ ringId }) => ({ ringId, tries: 0 }));

/**
 * Has rings pushed that ring now, that their device has not acknowledged, and that `which` selects; each once for each time
 * that the device rings. A device without a subscription is left out.
 */
export async function pushRings(tx: Transaction, which: SQL): Promise<void> {
  const queued = await tx.execute<Queued>(sql`
    with due as (
      insert into ${pushedRings} as pushed (ring_id, ring_started_at, nonce)
      select ${callRings.id}, ${callRings.startedAt}, gen_random_uuid()
      from ${callRings}
      join ${callParticipants} on ${callParticipants.id} = ${callRings.participantId}
      join ${pushSubscriptions} on ${pushSubscriptions.deviceId} = ${callRings.deviceId}
      where ${callRings.state} = 'ringing' and ${callRings.alertedAt} is null
        and ${callParticipants.state} in ('ringing', 'waiting') and not ${callParticipants.isSilenced}
        and ${callParticipants.ringExpiresAt} > peal_now() and ${which}
        and not exists (
          select from ${pushedRings} as known
          where known.ring_id = ${callRings.id} and known.ring_started_at = ${callRings.startedAt})
      order by ${callRings.id}
      on conflict (ring_id) do update
        set ring_started_at = excluded.ring_started_at, nonce = excluded.nonce, tried_at = null, told_at = null
        where pushed.ring_started_at <> excluded.ring_started_at
      returning ring_id)
    select ring_id as "ringId" from due`);
  await addJobs(tx, "push.ring", jobsOf(queued));
}

/** Has devices told that a ring which was pushed to them has ended; each once. Any process may run it at any time. */
export async function pushEnds(tx: Transaction): Promise<void> {
  const queued = await tx.execute<Queued>(sql`
    with ended as (
      select ${pushedRings.ringId} as ring_id
      from ${pushedRings} join ${callRings} on ${callRings.id} = ${pushedRings.ringId}
      where ${pushedRings.toldAt} is null and ${callRings.state} <> 'ringing'
      for update of ${sql.identifier("pushed_rings")} skip locked)
    update ${pushedRings} as pushed set told_at = peal_now()
    from ended where pushed.ring_id = ended.ring_id
    returning ended.ring_id as "ringId"`);
  await addJobs(tx, "push.end", jobsOf(queued));
}

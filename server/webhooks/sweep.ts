import { sql } from "drizzle-orm";
import type { Database } from "../db";
import { addJobs } from "../jobs";
import { webhookDeliveries, webhooks } from "./schema";

/** Deliveries to one webhook that are under way at once: one that is slow does not take the time of others. */
const AT_ONCE = 8;
/** An attempt of which nothing is heard for so long is made again, in ms: its process is gone. */
const CLAIM_MS = 60_000;
const MOST = 200;

declare module "../jobs" {
  interface Jobs {
    "webhooks.deliver": { deliveryId: string; claim: string };
  }
}

/**
 * Sets off the deliveries that are due: of each call, and each webhook, the first that is not delivered. Any process may run it at any time,
 * and several at once.
 */
export async function sweepDeliveries(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const due = await tx.execute<{ deliveryId: string; claim: string }>(sql`
      with first as (
        select distinct on (d.webhook_id, d.key) d.id, d.webhook_id, d.next_at, d.claimed_until
        from ${webhookDeliveries} d join ${webhooks} w on w.id = d.webhook_id and w.disabled_reason is null
        where d.state = 'pending' order by d.webhook_id, d.key, d."offset"
      ), ranked as (
        select id, row_number() over (
          partition by webhook_id order by (claimed_until > peal_now()) desc nulls last, next_at) as rank
        from first where next_at <= peal_now() or claimed_until > peal_now()
      )
      update ${webhookDeliveries} as d set claim = gen_random_uuid(),
        claimed_until = peal_now() + ${CLAIM_MS} * interval '1 millisecond'
      where d.id in (select id from ranked where rank <= ${AT_ONCE} limit ${MOST})
        and d.state = 'pending' and d.next_at <= peal_now()
        and (d.claimed_until is null or d.claimed_until <= peal_now())
      returning d.id as "deliveryId", d.claim`);
    await addJobs(
      tx,
      "webhooks.deliver",
      due.map(({ deliveryId, claim }) => ({ deliveryId, claim })),
    );
  });
}

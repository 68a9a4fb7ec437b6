import { sql } from "drizzle-orm";
import type { Transaction } from "../../db";
import { outbox } from "../../outbox/schema";
import { webhookDeliveries, webhooks } from "../schema";

/** Events have got their places: those webhooks are to hear of them whose person's own they are, and that were there when they happened. */
export async function queueDeliveries(tx: Transaction, { written }: { written: number[] }): Promise<void> {
  const ids = sql.raw(written.map((id) => Math.trunc(id)).join(","));
  await tx.execute(sql`
    insert into ${webhookDeliveries} (webhook_id, written, key, "offset")
    select w.id, o.written, o.key, o."offset" from ${outbox} o
    join ${webhooks} w on w.user_id = any(o.people) and o.type = any(w.types) and w.disabled_reason is null
      and w.created_at <= o.at
    where o.written in (${ids})
    on conflict do nothing`);
}

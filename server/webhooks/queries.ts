import { and, desc, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { outbox } from "../outbox/schema";
import type { Delivery, Webhook } from "./contract";
import { webhookDeliveries, webhooks } from "./schema";

/** Attempts that the log shows. */
const LOGGED = 20;

const shown = {
  id: webhooks.id,
  url: webhooks.url,
  types: webhooks.types,
  createdAt: epochMs(webhooks.createdAt),
  failingSince: sql<number | null>`${epochMs(webhooks.failingSince)}`,
  disabledReason: webhooks.disabledReason,
};

/** A person's webhooks, the oldest first. Nothing says their secrets. */
export async function listWebhooks(db: Connection, actor: UserActor): Promise<Webhook[]> {
  return await db
    .select(shown)
    .from(webhooks)
    .where(eq(webhooks.userId, actor.userId))
    .orderBy(webhooks.createdAt, webhooks.id);
}

/** Of a row of `webhooks`: it is this one, and the actor's own. */
export const isOwn = (actor: UserActor, webhookId: string) =>
  and(eq(webhooks.id, webhookId), eq(webhooks.userId, actor.userId));

/** The newest deliveries of a webhook. Refuses with `not_found`. */
export async function listDeliveries(
  db: Connection,
  actor: UserActor,
  webhookId: string,
): Promise<Delivery[]> {
  const [mine] = await db.select({ id: webhooks.id }).from(webhooks).where(isOwn(actor, webhookId));
  if (!mine) refuse({ code: "not_found" });
  const { state, tries, status, failure, createdAt, triedAt, nextAt } = webhookDeliveries;
  return await db
    .select({
      id: webhookDeliveries.id,
      type: sql<string>`coalesce(${outbox.type}, 'webhook.test')`,
      state,
      tries,
      status,
      failure,
      createdAt: epochMs(createdAt),
      triedAt: sql<number | null>`${epochMs(triedAt)}`,
      nextAt: sql<number | null>`case when ${state} = 'pending' then ${epochMs(nextAt)} end`,
    })
    .from(webhookDeliveries)
    .leftJoin(outbox, eq(outbox.written, webhookDeliveries.written))
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(desc(createdAt), desc(webhookDeliveries.offset))
    .limit(LOGGED);
}

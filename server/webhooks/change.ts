import { randomUUID } from "node:crypto";
import { and, count, eq, isNull, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../audit";
import type { UserActor } from "../auth";
import { now, nowPlus } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { isPublicEndpoint } from "../outside";
import { type changeInput, type createInput, MOST_WEBHOOKS } from "./contract";
import { isOwn } from "./queries";
import { webhookDeliveries, webhooks } from "./schema";
import { secretOfWebhook } from "./secrets";

const DAY_MS = 24 * 60 * 60_000;

function refuseUnlessPublic(url: string): void {
  if (!isPublicEndpoint(url)) refuse({ code: "bad_input", field: "url" });
}
const limitOf = async (db: Database, { userId }: UserActor) =>
  await limit(db, { key: `webhook:${userId}`, rate: config().PEAL_LIMIT_WEBHOOK });

/**
 * Registers an address that hears of the person's own calls and meetings from now on. The secret is told this once. Refuses with
 * `bad_input` (not https with a public name), `too_many_webhooks` or `rate_limited`.
 */
export async function createWebhook(
  db: Database,
  actor: UserActor,
  { url, types }: z.output<typeof createInput>,
): Promise<{ webhookId: string; secret: string }> {
  refuseUnlessPublic(url);
  await limitOf(db, actor);
  const webhookId = randomUUID();
  const { userId } = actor;
  await db.transaction(async (tx) => {
    // Two at once are counted one after the other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks:${userId}`}, 0))`);
    const [held] = await tx.select({ most: count() }).from(webhooks).where(eq(webhooks.userId, userId));
    if ((held?.most ?? 0) >= MOST_WEBHOOKS) refuse({ code: "too_many_webhooks", most: MOST_WEBHOOKS });
    await tx.insert(webhooks).values({ id: webhookId, userId, url, types: [...new Set(types)] });
    await record(tx, { act: "webhook_made", by: userId, details: { host: new URL(url).host } });
  });
  return { webhookId, secret: secretOfWebhook(webhookId, 1) };
}

/** Another address, or other events. What waits goes to the new address. Refuses with `bad_input` or `not_found`. */
export async function changeWebhook(
  db: Database,
  actor: UserActor,
  { webhookId, url, types }: z.output<typeof changeInput>,
): Promise<void> {
  refuseUnlessPublic(url);
  await db.transaction(async (tx) => {
    const changed = await tx
      .update(webhooks)
      .set({ url, types: [...new Set(types)] })
      .where(isOwn(actor, webhookId))
      .returning({ id: webhooks.id });
    if (changed.length === 0) refuse({ code: "not_found" });
    await record(tx, { act: "webhook_changed", by: actor.userId, details: { host: new URL(url).host } });
  });
}

/** Nothing more is sent there. Refuses with `not_found`. */
export async function removeWebhook(db: Database, actor: UserActor, webhookId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [gone] = await tx.delete(webhooks).where(isOwn(actor, webhookId)).returning({ url: webhooks.url });
    if (!gone) refuse({ code: "not_found" });
    await record(tx, { act: "webhook_removed", by: actor.userId, details: { host: new URL(gone.url).host } });
  });
}

/** A new secret, told this once; the old one signs besides for a day. Refuses with `not_found` or `rate_limited`. */
export async function rotateSecret(
  db: Database,
  actor: UserActor,
  webhookId: string,
): Promise<{ secret: string }> {
  await limitOf(db, actor);
  return await db.transaction(async (tx) => {
    const [rotated] = await tx
      .update(webhooks)
      .set({ secretVersion: sql`${webhooks.secretVersion} + 1`, rotatedAt: now })
      .where(isOwn(actor, webhookId))
      .returning({ version: webhooks.secretVersion, url: webhooks.url });
    if (!rotated) refuse({ code: "not_found" });
    const { host } = new URL(rotated.url);
    await record(tx, { act: "webhook_secret_changed", by: actor.userId, details: { host } });
    return { secret: secretOfWebhook(webhookId, rotated.version) };
  });
}

/** Sends to a webhook again that was turned off: what happens from now on. Refuses with `not_found`. */
export async function enableWebhook(db: Database, actor: UserActor, webhookId: string): Promise<void> {
  const enabled = await db
    .update(webhooks)
    .set({ disabledReason: null, failingSince: null })
    .where(isOwn(actor, webhookId))
    .returning({ id: webhooks.id });
  if (enabled.length === 0) refuse({ code: "not_found" });
}

/** Sends a message that tells of nothing, to see whether it comes. Refuses with `not_found` or `rate_limited`. */
export async function testWebhook(db: Database, actor: UserActor, webhookId: string): Promise<void> {
  await limitOf(db, actor);
  await db.transaction(async (tx) => {
    const [mine] = await tx.select({ id: webhooks.id }).from(webhooks).where(isOwn(actor, webhookId));
    if (!mine) refuse({ code: "not_found" });
    const isOldTest = and(
      eq(webhookDeliveries.webhookId, webhookId),
      isNull(webhookDeliveries.written),
      lt(webhookDeliveries.createdAt, nowPlus(-DAY_MS)),
    );
    await tx.delete(webhookDeliveries).where(isOldTest);
    const id = randomUUID();
    await tx.insert(webhookDeliveries).values({ id, webhookId, key: id });
  });
}

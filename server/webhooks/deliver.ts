import type { Agent } from "node:https";
import { and, eq, sql } from "drizzle-orm";
import { now, nowPlus, serverTime } from "../clock";
import { config } from "../config";
import type { Connection, Database } from "../db";
import { isPublicEndpoint, NotPublicError } from "../outside";
import { type Answer, post, signedHeaders, toCloudEvent } from "../outbox";
import { outbox } from "../outbox/schema";
import { log } from "../telemetry";
import { type DisabledReason, type Failure, OLD_SECRET_MS } from "./contract";
import { webhookDeliveries, webhooks } from "./schema";
import { secretOfWebhook } from "./secrets";

/** Between tries: this, then four times as long each time, and at most that, in ms; a fifth more or less, so that not all come at once. */
const RETRY_MS = 5_000;
const MOST_RETRY_MS = 4 * 60 * 60_000;
const JITTER = 0.2;
/** An event is given up, and a webhook without one success turned off, after so long, in ms. */
const GIVEN_UP_MS = 24 * 60 * 60_000;
/** The longest that a receiver may put off by Retry-After, in ms. */
const MOST_PUT_OFF_MS = 60 * 60_000;

type Claim = { deliveryId: string; claim: string };
type Found = NonNullable<Awaited<ReturnType<typeof find>>>;
type Result = Answer | { failure: Failure };

/** Makes one attempt that this claim stands for; for an older one, or one that is done, nothing. */
export async function deliver(db: Database, agent: Agent, claim: Claim): Promise<void> {
  const found = await find(db, claim);
  if (!found) return;
  const result = await attempt(found, agent, await serverTime(db));
  const isTaken = "status" in result && result.status >= 200 && result.status < 300;
  await db.transaction((tx) => (isTaken ? succeed(tx, found, result) : fail(tx, found, result)));
}

const isClaimed = ({ deliveryId, claim }: Claim) =>
  and(
    eq(webhookDeliveries.id, deliveryId),
    eq(webhookDeliveries.claim, claim),
    eq(webhookDeliveries.state, "pending"),
  );

async function find(db: Connection, claim: Claim) {
  const [row] = await db
    .select({
      delivery: webhookDeliveries,
      webhook: webhooks,
      event: outbox,
      hasOldSecret: sql<boolean>`coalesce(${webhooks.rotatedAt} > ${nowPlus(-OLD_SECRET_MS)}, false)`,
    })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .leftJoin(outbox, eq(outbox.written, webhookDeliveries.written))
    .where(isClaimed(claim));
  return row && row.webhook.disabledReason === null ? { ...row, claim } : null;
}

async function attempt(found: Found, agent: Agent, sentAtMs: number): Promise<Result> {
  const { webhook, delivery, event, hasOldSecret } = found;
  const { id: webhookId, url, secretVersion } = webhook;
  // Asked again: the row may be older than the rule.
  if (!isPublicEndpoint(url)) return { failure: "not_public" };
  const body = JSON.stringify(event ? toCloudEvent(event) : testOf(delivery, webhookId));
  const versions = hasOldSecret ? [secretVersion, secretVersion - 1] : [secretVersion];
  const secrets = versions.map((version) => secretOfWebhook(webhookId, version));
  const signed = signedHeaders({ id: event?.id ?? delivery.id, sentAtMs, body }, secrets);
  const headers = { "content-type": "application/cloudevents+json", "user-agent": "Peal", ...signed };
  try {
    return await post({ url, headers, body, agent });
  } catch (error) {
    if (error instanceof NotPublicError) return { failure: "not_public" };
    const isLate = error instanceof Error && error.name === "AbortError";
    return { failure: isLate ? "no_answer" : "not_connected" };
  }
}

const testOf = ({ id, createdAt }: Found["delivery"], webhookId: string) => ({
  specversion: "1.0",
  id,
  source: config().PEAL_URL,
  type: "peal.webhook.test.v1",
  subject: webhookId,
  time: createdAt.toISOString(),
  datacontenttype: "application/json",
  data: { webhookId },
});

const tried = (result: Result) => ({
  tries: sql`${webhookDeliveries.tries} + 1`,
  firstTriedAt: sql`coalesce(${webhookDeliveries.firstTriedAt}, ${now})`,
  triedAt: now,
  status: "status" in result ? result.status : null,
  failure: "failure" in result ? result.failure : null,
  claim: null,
  claimedUntil: null,
});

async function succeed(tx: Connection, { claim, webhook }: Found, result: Result): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ ...tried(result), state: "delivered" })
    .where(isClaimed(claim));
  await tx.update(webhooks).set({ failingSince: null }).where(eq(webhooks.id, webhook.id));
}

async function fail(tx: Connection, { claim, webhook, delivery }: Found, result: Result): Promise<void> {
  const putOffMs = Math.min(("afterMs" in result && result.afterMs) || 0, MOST_PUT_OFF_MS);
  const waitMs = Math.max(retryMs(delivery.tries), putOffMs);
  const isOld = sql`coalesce(${webhookDeliveries.firstTriedAt}, ${now}) <= ${nowPlus(-GIVEN_UP_MS)}`;
  const [failed] = await tx
    .update(webhookDeliveries)
    .set({
      ...tried(result),
      nextAt: nowPlus(waitMs),
      // Of a test somebody waits for the answer: it is tried once.
      state: sql`case when ${isOld} or ${webhookDeliveries.written} is null then 'given_up' else 'pending' end`,
    })
    .where(isClaimed(claim))
    .returning({ written: webhookDeliveries.written });
  if (!failed) return;
  if ("status" in result && result.status === 410) return await disable(tx, webhook.id, "gone");
  if (failed.written === null) return;
  const [failing] = await tx
    .update(webhooks)
    .set({ failingSince: sql`coalesce(${webhooks.failingSince}, ${now})` })
    .where(eq(webhooks.id, webhook.id))
    .returning({ isLong: sql<boolean>`${webhooks.failingSince} <= ${nowPlus(-GIVEN_UP_MS)}` });
  if (failing?.isLong) await disable(tx, webhook.id, "failing");
}

/** After how many ms it is tried again that was tried so often before. */
const retryMs = (tries: number): number =>
  Math.min(RETRY_MS * 4 ** tries, MOST_RETRY_MS) * (1 - JITTER + 2 * JITTER * Math.random());

/** Turns a webhook off; what waited for it is given up. */
async function disable(tx: Connection, webhookId: string, reason: DisabledReason): Promise<void> {
  await tx.update(webhooks).set({ disabledReason: reason }).where(eq(webhooks.id, webhookId));
  await tx
    .update(webhookDeliveries)
    .set({ state: "given_up", claim: null, claimedUntil: null })
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, "pending")));
  log.warn({ event: "webhook_disabled", webhookId, reason });
}

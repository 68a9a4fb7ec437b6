import { config } from "../config";
import type { Connection } from "../db";
import { span } from "../telemetry";
import { type Listener, noticesOf, type Subscription } from "./notice";
import { listenByPostgres, notifyByPostgres } from "./postgres";
import { listenByRedis, notifyByRedis } from "./redis";
import type { Topic } from "./topics";

export { emit, on, type DomainEvents } from "./reactions";
export type { Topic } from "./topics";
export { closeSpeaker } from "./redis";
export type { Listener, Subscription } from "./notice";

/**
 * Says "look again at these users" when the transaction commits: over Redis where PEAL_REDIS_URL is set, else over Postgres.
 * It carries no truth: a lost, doubled or late notice harms nothing, because the reader reads the state anew.
 */
export async function notify(
  tx: Connection,
  userIds: Iterable<string>,
  topic: Topic = "state",
): Promise<void> {
  const { PEAL_REDIS_URL } = config();
  const notices = noticesOf(userIds);
  if (PEAL_REDIS_URL) notifyByRedis(PEAL_REDIS_URL, tx, notices, topic);
  else await span("notify", async () => await notifyByPostgres(tx, notices, topic));
}

/** Listens for the notices of all processes, on the bus that `notify` uses. */
export async function subscribe(databaseUrl: string, listener: Listener): Promise<Subscription> {
  const { PEAL_REDIS_URL } = config();
  return PEAL_REDIS_URL
    ? await listenByRedis(PEAL_REDIS_URL, listener)
    : await listenByPostgres(databaseUrl, listener);
}

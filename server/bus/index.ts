import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import { span } from "../telemetry";
import { type Topic, topics } from "./topics";

export { emit, on, type DomainEvents } from "./reactions";
export type { Topic } from "./topics";
export { subscribe, type Subscription } from "./subscribe";

const IDS_PER_NOTICE = 180;

/**
 * Says "look again at these users" when the transaction commits. It carries no truth: a lost, doubled
 * or late notice harms nothing, because the reader reads the state anew (PostgreSQL NOTIFY, 8,000 bytes).
 */
export async function notify(
  tx: Connection,
  userIds: Iterable<string>,
  topic: Topic = "state",
): Promise<void> {
  const ids = [...new Set(userIds)];
  for (let start = 0; start < ids.length; start += IDS_PER_NOTICE) {
    const payload = ids.slice(start, start + IDS_PER_NOTICE).join(",");
    await span("notify", async () => await tx.execute(sql`select pg_notify(${topics[topic]}, ${payload})`));
  }
}

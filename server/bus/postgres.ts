import { sql } from "drizzle-orm";
import postgres from "postgres";
import { type Connection, reconnectSeconds } from "../db";
import { hear, type Listener, type Subscription } from "./notice";
import { type Topic, topics } from "./topics";

/** PostgreSQL NOTIFY: said when the transaction commits, to who listens then. */
export async function notifyByPostgres(tx: Connection, notices: string[], topic: Topic): Promise<void> {
  for (const notice of notices) await tx.execute(sql`select pg_notify(${topics[topic]}, ${notice})`);
}

/** PostgreSQL LISTEN on a connection of its own, which is taken up again when it was lost. */
export async function listenByPostgres(url: string, listener: Listener): Promise<Subscription> {
  const client = postgres(url, {
    max: 1,
    backoff: reconnectSeconds,
    onnotice: () => {},
    connection: { application_name: "peal-listen" },
  });
  const listen = (topic: Topic, onListening: () => void) =>
    client.listen(topics[topic], (text) => hear(text, topic, listener), onListening);
  // One connection carries all: where it was lost, one of them says so for all.
  await listen("presence", () => {});
  await listen("contacts", () => {});
  await listen("keys", () => {});
  await listen("state", listener.onGap);
  return { close: () => client.end({ timeout: 1 }) };
}

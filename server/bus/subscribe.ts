import postgres from "postgres";
import { z } from "zod";
import { reconnectSeconds } from "../db";
import { type Topic, topics } from "./topics";

const payload = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid()));

export type Subscription = { close(): Promise<void> };

/**
 * Listens for notices. `onUsers` gets the ids to look at again, and what of them; `onGap` is called on the first
 * connection and after every lost one, when everything must be read again.
 */
export async function subscribe(
  url: string,
  onUsers: (userIds: string[], topic: Topic) => void,
  onGap: () => void,
): Promise<Subscription> {
  const client = postgres(url, {
    max: 1,
    backoff: reconnectSeconds,
    onnotice: () => {},
    connection: { application_name: "peal-listen" },
  });
  const listen = (topic: Topic, onListening: () => void) =>
    client.listen(
      topics[topic],
      (text) => {
        const ids = payload.safeParse(text);
        if (ids.success) onUsers(ids.data, topic);
      },
      onListening,
    );
  // One connection carries all: where it was lost, one of them says so for all.
  await listen("presence", () => {});
  await listen("contacts", () => {});
  await listen("keys", () => {});
  await listen("state", onGap);
  return { close: () => client.end({ timeout: 1 }) };
}

import postgres from "postgres";
import { z } from "zod";
import { reconnectSeconds } from "../db";

const payload = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid()));

export type Subscription = { close(): Promise<void> };

/**
 * Listens for notices. `onUsers` gets the ids to look at again; `onGap` is called on the first
 * connection and after every lost one, when everything must be read again.
 */
export async function subscribe(
  url: string,
  onUsers: (userIds: string[]) => void,
  onGap: () => void,
): Promise<Subscription> {
  const client = postgres(url, {
    max: 1,
    backoff: reconnectSeconds,
    onnotice: () => {},
    connection: { application_name: "peal-listen" },
  });
  await client.listen(
    "peal",
    (text) => {
      const ids = payload.safeParse(text);
      if (ids.success) onUsers(ids.data);
    },
    onGap,
  );
  return { close: () => client.end({ timeout: 1 }) };
}

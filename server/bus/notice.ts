import { z } from "zod";
import type { Topic } from "./topics";

/** 180 ids are 6,659 bytes; PostgreSQL's NOTIFY takes 8,000. */
const IDS_PER_NOTICE = 180;

const payload = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid()));

/** The texts of notices about these users, each named once. */
export function noticesOf(userIds: Iterable<string>): string[] {
  const ids = [...new Set(userIds)];
  const starts = Array.from(
    { length: Math.ceil(ids.length / IDS_PER_NOTICE) },
    (_, at) => at * IDS_PER_NOTICE,
  );
  return starts.map((start) => ids.slice(start, start + IDS_PER_NOTICE).join(","));
}

/** Hands the users of a notice's text to the listener; a text that is none is let go. */
export function hear(text: string, topic: Topic, { onUsers }: Listener): void {
  const ids = payload.safeParse(text);
  if (ids.success) onUsers(ids.data, topic);
}

export type Listener = {
  /** Gets the users to look at again, and what of them. */
  onUsers(userIds: string[], topic: Topic): void;
  /** Everything must be read again: on the first connection, and whenever notices may have been lost. */
  onGap(): void;
};

export type Subscription = { close(): Promise<void> };

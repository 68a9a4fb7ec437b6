import * as z from "zod/mini";
import { SHARED_CACHE } from "@/lib/pure/shared-cards";

const CACHE = "peal-offline-copy";
const ADDRESS = "/offline/people-and-calls";

const text = z.string().check(z.maxLength(300));
/** What can be read without a network: names and times, nothing that was said. */
const offlineCopy = z.object({
  userId: text,
  savedAt: z.number(),
  people: z.array(z.object({ handle: text, name: text })),
  /** Who, how it ended in words, when. */
  calls: z.array(z.object({ id: text, who: text, ended: text, startedAt: z.number() })),
});
export type OfflineCopy = z.output<typeof offlineCopy>;

/** Keeps the newest contacts and calls of the person who is signed in, in place of what was kept before. */
export async function keepOfflineCopy(copy: OfflineCopy): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(ADDRESS, Response.json(copy));
}

/** What was kept last, or null where there is nothing, or nothing that can be read. */
export async function readOfflineCopy(): Promise<OfflineCopy | null> {
  if (typeof caches === "undefined") return null;
  const kept = await caches.match(ADDRESS);
  const parsed = offlineCopy.safeParse(await kept?.json().catch(() => null));
  return parsed.success ? parsed.data : null;
}

/** Forgets it, and what another app shared: somebody signs out, and the next person at this browser must not read it. */
export async function dropOfflineCopy(): Promise<void> {
  if (typeof caches === "undefined") return;
  await Promise.all([caches.delete(CACHE), caches.delete(SHARED_CACHE)]);
}

import { SHARED_CACHE, SHARED_CARDS } from "@/lib/pure/shared-cards";

/** The cards that another app shared, once; null where none wait. */
export async function takeSharedCards(): Promise<Blob | null> {
  if (typeof caches === "undefined") return null;
  const cache = await caches.open(SHARED_CACHE);
  const kept = await cache.match(SHARED_CARDS);
  await cache.delete(SHARED_CARDS);
  return kept ? await kept.blob() : null;
}

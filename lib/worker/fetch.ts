import { routeOf } from "./route";
import { worker } from "./scope";
import { takeShare } from "./share";
import { OFFLINE, SHELL } from "./shell";

/** Answers pages, hashed files and what is shared with the app; everything else goes its way as if there were no worker. */
export function answerFetch(event: FetchEvent): void {
  const route = routeOf(event.request, worker.location.origin);
  if (route === "hashed-asset") event.respondWith(hashedAsset(event.request));
  if (route === "share") event.respondWith(takeShare(event.request));
  if (route === "page") event.respondWith(page(event));
}

/** The name of a hashed file changes with its content: what is kept is right for ever. */
async function hashedAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(SHELL);
    await cache.put(request, answer.clone());
  }
  return answer;
}

async function page(event: FetchEvent): Promise<Response> {
  try {
    return await fetch(event.request);
  } catch (error) {
    const shell = await caches.match(OFFLINE);
    if (!shell) throw error;
    return shell;
  }
}

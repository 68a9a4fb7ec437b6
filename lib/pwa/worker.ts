import type { Store } from "@/lib/store";
import { writable } from "@/lib/store";

const waiting = writable<ServiceWorker | null>(null);
/** A newer version of Peal that is loaded and waits to be let in; null while there is none. */
export const waitingUpdate: Store<ServiceWorker | null> = waiting;

const ASK_AGAIN_MS = 60 * 60_000;

/** Installs the service worker, and notices newer ones. Does nothing where the browser has none. */
export async function startWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const look = () => {
    // The very first worker replaces nothing, so there is nothing to tell.
    if (navigator.serviceWorker.controller) waiting.set(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", look),
  );
  setInterval(() => void registration.update().catch(() => {}), ASK_AGAIN_MS);
  return registration;
}

/** Lets the newer version in and loads the page anew with it. Never during a call: the caller sees to that. */
export function takeUpdate(): void {
  const next = waiting.value;
  if (!next) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
    once: true,
  });
  next.postMessage("take-over", { transfer: [] });
}

import type { Store } from "@/lib/store";
import { writable } from "@/lib/store";

const waiting = writable<ServiceWorker | null>(null);
/** A newer version of Peal that is loaded and waits to be let in; null while there is none. */
export const waitingUpdate: Store<ServiceWorker | null> = waiting;

const ASK_AGAIN_MS = 60 * 60_000;
/** A browser lets a new version in when the old one has nothing more to fetch; for so long that is waited for, in ms. */
const LETS_IN_MS = 1_500;
/** Until the newer version is in, this tab knows that somebody has let it in. */
const LET_IN = "peal:let-in";

/** Installs the service worker, and notices newer ones. Does nothing where the browser has none. */
export async function startWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const look = () => {
    // The very first worker replaces nothing, so there is nothing to tell.
    if (!navigator.serviceWorker.controller) return;
    if (registration.waiting && sessionStorage.getItem(LET_IN)) letIn(registration.waiting);
    else waiting.set(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", look),
  );
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    sessionStorage.removeItem(LET_IN);
    look();
  });
  setInterval(() => void registration.update().catch(() => {}), ASK_AGAIN_MS);
  return registration;
}

const letIn = (next: ServiceWorker) => next.postMessage("take-over", { transfer: [] });

/**
 * Lets the newer version in and loads the page anew with it; if the old one is still at work by then, the newer one follows as soon as it
 * can. Never during a call: the caller sees to that.
 */
export function takeUpdate(): void {
  const next = waiting.value;
  if (!next) return;
  sessionStorage.setItem(LET_IN, "1");
  const reload = () => {
    navigator.serviceWorker.removeEventListener("controllerchange", reload);
    clearTimeout(late);
    window.location.reload();
  };
  const late = setTimeout(reload, LETS_IN_MS);
  navigator.serviceWorker.addEventListener("controllerchange", reload);
  letIn(next);
}

import { rememberPlace } from "@/lib/call/came-from";
import { goToCall, goToMove } from "@/lib/call/go-to-call";
import { callsElsewhere } from "@/lib/call/handoff";
import { liveState } from "@/lib/live/live-store";
import { wishToAnswer } from "./answer-wish";
import type { OpenMessage } from "./open-message";
import { syncPush } from "./subscription";
import { registration } from "./worker";

const CALL = /^\/call\/([0-9a-f-]{36})(#answer|\/move)?$/;

let hasStarted = false;

/**
 * The page's part in notifications: where a pressed one leads, that old ones go, the count on the app's icon, and that browser and
 * server agree where this device is pushed. `go` leads to a path without loading the page anew. Once a page; again is harmless.
 */
export async function startPush(go: (path: string) => void): Promise<void> {
  if (hasStarted || !("serviceWorker" in navigator)) return;
  hasStarted = true;
  navigator.serviceWorker.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (!isOpen(event.data)) return;
    event.ports[0]?.postMessage("going");
    open(event.data.path, go);
  });
  navigator.serviceWorker.startMessages();
  const { getNotifications } = bound(await registration());
  const tidy = () => void tidyUp(getNotifications).catch(() => {});
  liveState.subscribe(tidy);
  tidy();
  // Without a network, or without a push service: at the next start.
  await syncPush().catch(() => {});
}

const isOpen = (data: unknown): data is OpenMessage =>
  typeof data === "object" && data !== null && "kind" in data && data.kind === "open" && "path" in data;

const bound = (from: ServiceWorkerRegistration) => ({ getNotifications: () => from.getNotifications() });

function open(path: string, go: (path: string) => void): void {
  const [, callId, how] = CALL.exec(path) ?? [];
  if (!callId) return go(path);
  // On a call, the one that rings is a card over it: nobody is led away.
  if (liveState.value?.call?.admissionId) return;
  if (how === "/move") {
    rememberPlace();
    return goToMove(callId);
  }
  if (how) wishToAnswer(callId);
  goToCall(callId);
}

/**
 * Takes notifications away whose matter is settled on this page, and counts on the app's icon what is to be looked at: missed
 * calls, and calls of mine on other devices.
 */
async function tidyUp(shown: () => Promise<Notification[]>): Promise<void> {
  const state = liveState.value;
  if (!state) return;
  const { missed } = state.counters;
  const ringing = new Set(state.incoming.map((one) => one.callId));
  const elsewhere = new Map(state.elsewhere.map((one) => [one.callId, one]));
  for (const one of await shown()) {
    const { kind } = (one.data ?? {}) as { kind?: string };
    if (kind === "ring" && !ringing.has(one.tag)) one.close();
    // The page says it itself; what is over is in the history.
    if (kind === "running" || kind === "over") one.close();
    if (kind === "asked" && elsewhere.get(one.tag)?.move?.state !== "asked") one.close();
    if (kind === "missed" && missed === 0) one.close();
  }
  if ("setAppBadge" in navigator) await navigator.setAppBadge(missed + callsElsewhere(state).length);
}

import type { BrowserContext, CDPSession, Worker } from "@playwright/test";
import type { PushMessage } from "../../server/push/contract";
import { type Device, expect } from "../people";

/** Where a browser without a push service says that it can be woken. */
export const ENDPOINT = "https://push.example.com/";

/**
 * A headless browser has no push service: this one makes up subscriptions, and keeps them over a reload. `answer` is what the
 * person says when they are asked; without one they were asked before and said yes.
 */
export async function withPushService(
  context: BrowserContext,
  answer?: NotificationPermission,
): Promise<void> {
  await context.grantPermissions(["notifications"]);
  if (answer) await context.addInitScript(askPerson, answer);
  await context.addInitScript((endpoint: string) => {
    if (!("PushManager" in window)) return;
    const KEPT = "test:subscription";
    const base64url = (bytes: Uint8Array) =>
      btoa(String.fromCharCode(...bytes))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    const bytesOf = (text: string) =>
      Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    type Kept = { endpoint: string; key: string; keys: { p256dh: string; auth: string } };
    const subscriptionOf = (kept: Kept) => ({
      endpoint: kept.endpoint,
      options: { applicationServerKey: bytesOf(kept.key).buffer },
      toJSON: () => ({ endpoint: kept.endpoint, keys: kept.keys }),
      unsubscribe: async () => {
        localStorage.removeItem(KEPT);
        return true;
      },
    });
    Object.assign(PushManager.prototype, {
      getSubscription: async () => {
        const kept = localStorage.getItem(KEPT);
        return kept ? subscriptionOf(JSON.parse(kept)) : null;
      },
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        const algorithm = { name: "ECDH", namedCurve: "P-256" };
        const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ["deriveBits"]);
        const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
        const kept = {
          endpoint: endpoint + crypto.randomUUID(),
          key: applicationServerKey,
          keys: {
            p256dh: base64url(point),
            auth: base64url(crypto.getRandomValues(new Uint8Array(16))),
          },
        };
        localStorage.setItem(KEPT, JSON.stringify(kept));
        return subscriptionOf(kept);
      },
    });
  }, ENDPOINT);
}

function askPerson(answer: NotificationPermission): void {
  if (!("Notification" in window)) return;
  const ASKED = "test:asked";
  const said = () => localStorage.getItem(ASKED) ?? "default";
  Object.defineProperty(Notification, "permission", { get: said });
  Notification.requestPermission = async () => {
    localStorage.setItem(ASKED, answer);
    return answer;
  };
}

/** The device's service worker, running. */
export async function workerOf({ context, page }: Device): Promise<Worker> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
}

/**
 * Counts what the worker has shown. Chromium forgets a notification for good when `getNotifications` is asked while it is being
 * shown, so nobody may look before.
 */
async function countShown(worker: Worker): Promise<() => Promise<number>> {
  await worker.evaluate(() => {
    const scope = self as unknown as Scope;
    if (scope.timesShown !== undefined) return;
    scope.timesShown = 0;
    const show = scope.registration.showNotification.bind(scope.registration);
    scope.registration.showNotification = async (...notice) => {
      await show(...notice);
      scope.timesShown = (scope.timesShown ?? 0) + 1;
    };
  });
  return () => worker.evaluate(() => (self as unknown as Scope).timesShown ?? 0);
}

/** Brings a push to the device's worker, as the browser does after it has decrypted one, and waits until it is shown. */
export async function push(device: Device, message: unknown): Promise<void> {
  const { context, page, url } = device;
  const timesShown = await countShown(await workerOf(device));
  const before = await timesShown();
  const session: CDPSession = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find((one) => one.scopeURL.startsWith(url) && !one.isDeleted);
      if (own) resolve(own.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  const data = typeof message === "string" ? message : JSON.stringify(message);
  const registrationId = await found;
  await session.send("ServiceWorker.deliverPushMessage", {
    origin: new URL(url).origin,
    registrationId,
    data,
  });
  await session.detach();
  await expect.poll(timesShown).toBeGreaterThan(before);
}

/** What these functions need of the worker's scope. */
type Scope = {
  registration: ServiceWorkerRegistration;
  timesShown?: number;
  NotificationEvent: new (type: string, init: unknown) => Event;
  dispatchEvent(event: Event): boolean;
};
type Shown = { title: string; body: string; tag: string; silent: boolean; actions: string[]; kind?: string };

/** The notifications that lie there. */
export async function shown(device: Device): Promise<Shown[]> {
  const worker = await workerOf(device);
  return await worker.evaluate(async () => {
    const scope = self as unknown as Scope;
    return (await scope.registration.getNotifications()).map((one) => ({
      title: one.title,
      body: one.body,
      tag: one.tag,
      silent: one.silent === true,
      actions: (one as unknown as { actions: { title: string }[] }).actions.map((action) => action.title),
      kind: (one.data as { kind?: string } | null)?.kind,
    }));
  });
}

/** Presses the one notification that lies there, or a button of it. */
export async function press(device: Device, action = ""): Promise<void> {
  await expect.poll(async () => (await shown(device)).length).toBe(1);
  const worker = await workerOf(device);
  await worker.evaluate(async (action: string) => {
    const scope = self as unknown as Scope;
    const [notification] = await scope.registration.getNotifications();
    const event = new scope.NotificationEvent("notificationclick", { notification, action });
    scope.dispatchEvent(event);
  }, action);
}

/** A ring as the server pushes it. */
export function ringPush(url: string, from: Device, callId: string, nonce: string): PushMessage {
  return {
    web_push: 8030,
    notification: {
      title: from.name,
      body: "Peal video",
      navigate: `${url}/call/${callId}`,
      lang: "en",
      tag: callId,
      renotify: true,
      requireInteraction: true,
      silent: false,
      timestamp: 0,
      actions: [
        { action: "answer", title: "Answer", navigate: `${url}/call/${callId}#answer` },
        { action: "decline", title: "Decline", navigate: `${url}/call/${callId}` },
      ],
      data: { kind: "ring", callId, nonce },
    },
  };
}

import { api } from "@/lib/api/client";
import type { PushState } from "@/server/push/contract";
import { canPush, registration } from "./worker";

/** Has the browser make a subscription for this server, and tells the server. Only with the person's permission. */
async function subscribe(manager: PushManager, key: string): Promise<void> {
  const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint = "", keys = {} } = made.toJSON();
  await api.push.subscribe.mutate({ endpoint, keys: { p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" } });
}

/**
 * Turns pushes to this device on, in a tap. The browser asks the person first; false where they say no. The server's key is
 * given, since waiting for it would spend the tap.
 */
export async function turnOnPush({ key }: PushState): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const { pushManager } = await ready();
  await dropForeign(pushManager, key);
  await subscribe(pushManager, key);
  return true;
}

/** Turns them off: nothing is sent any more, and the browser forgets where. */
export async function turnOffPush(): Promise<void> {
  await api.push.unsubscribe.mutate();
  const { pushManager } = await registration();
  await (await pushManager.getSubscription())?.unsubscribe();
}

/**
 * Brings browser and server together, at each start: a subscription that the browser has lost is made anew, one that the server
 * does not know is told to it, and one for another key of the server is replaced.
 */
export async function syncPush(): Promise<void> {
  if (!canPush() || Notification.permission !== "granted") return;
  const [{ pushManager }, { key, endpoint }] = await Promise.all([ready(), api.push.state.query()]);
  const isForeign = await dropForeign(pushManager, key);
  const present = await pushManager.getSubscription();
  if (present ? present.endpoint !== endpoint : isForeign || endpoint !== null) {
    await subscribe(pushManager, key);
  }
}

/** Ends a subscription that was made for another key, with which this server could not use it. True if there was one. */
async function dropForeign(manager: PushManager, key: string): Promise<boolean> {
  const present = await manager.getSubscription();
  const made = present?.options.applicationServerKey;
  if (!present || !made || base64url(made) === key) return false;
  return await present.unsubscribe();
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The registration, once a worker is there that can be subscribed; rejects where it could not be installed. */
async function ready(): Promise<ServiceWorkerRegistration> {
  const made = await registration();
  const first = made.active ? null : (made.waiting ?? made.installing);
  if (!first) return made;
  return await new Promise((resolve, reject) =>
    first.addEventListener("statechange", () => {
      if (first.state === "activated") resolve(made);
      if (first.state === "redundant") reject(new Error("the worker could not be installed"));
    }),
  );
}

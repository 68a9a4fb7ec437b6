import * as z from "zod/mini";

/** What a browser's `PushSubscription` says of itself; the server asks more of it (see `subscribe`). */
export const subscribeInput = z.object({
  endpoint: z.string().check(z.maxLength(1024)),
  keys: z.object({
    /** Public key of the browser, an uncompressed point of P-256, base64url. */
    p256dh: z.string().check(z.regex(/^[\w-]{87}$/)),
    /** Shared secret of 16 bytes, base64url. */
    auth: z.string().check(z.regex(/^[\w-]{22}$/)),
  }),
});
export type SubscribeInput = z.output<typeof subscribeInput>;

/** Declining from a notification: the nonce is the ring's own. */
export const declineInput = z.object({ callId: z.uuid(), nonce: z.uuid() });

/** What this device's page compares with its browser at each start. */
export type PushState = {
  /** The server's public key (VAPID), base64url. */
  key: string;
  /** Where the server pushes to this device, or null. */
  endpoint: string | null;
};

/** The address of a meeting. */
const slug = z.string().check(z.regex(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/));

/** What a notification is about: what the worker needs when it is pressed. */
export const pushData = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ring"), callId: z.uuid(), nonce: z.uuid() }),
  z.object({ kind: z.literal("stopped"), callId: z.uuid() }),
  z.object({ kind: z.literal("missed"), callId: z.uuid() }),
  /** A call of one's own that runs on another device, which asks this one to take it, or that has ended. */
  z.object({ kind: z.literal("running"), callId: z.uuid() }),
  z.object({ kind: z.literal("asked"), callId: z.uuid() }),
  z.object({ kind: z.literal("over"), callId: z.uuid() }),
  /** Somebody waits at the door of a meeting. */
  z.object({ kind: z.literal("knock"), slug }),
  /** A meeting of one's own begins soon. */
  z.object({ kind: z.literal("reminder"), slug }),
  z.object({ kind: z.literal("test") }),
]);
export type PushData = z.output<typeof pushData>;

/**
 * A push message: declarative (W3C Push API), so that a browser that knows the form shows it by itself, and every other one
 * through the worker.
 */
export const pushMessage = z.object({
  web_push: z.literal(8030),
  notification: z.object({
    title: z.string(),
    body: z.string(),
    /** Where pressing it leads. */
    navigate: z.url(),
    lang: z.string(),
    tag: z.string(),
    renotify: z.boolean(),
    requireInteraction: z.boolean(),
    silent: z.boolean(),
    timestamp: z.number(),
    actions: z.array(z.object({ action: z.string(), title: z.string(), navigate: z.url() })),
    data: pushData,
  }),
});
export type PushMessage = z.output<typeof pushMessage>;

import { createECDH } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { now } from "../clock";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { SubscribeInput } from "./contract";
import { isPublicEndpoint } from "../outside";
import { pushSubscriptions } from "./schema";

/**
 * Notes where this device can be woken; the newest subscription of a device counts. A browser that another person used before
 * is theirs no more. Refuses with `bad_input` what is no push service on the public internet, or no key, and `rate_limited`.
 */
export async function subscribe(db: Database, actor: UserActor, input: SubscribeInput): Promise<void> {
  const { endpoint, keys } = input;
  if (!isPublicEndpoint(endpoint)) refuse({ code: "bad_input", field: "endpoint" });
  if (!isPublicKey(keys.p256dh)) refuse({ code: "bad_input", field: "keys.p256dh" });
  await limit(db, { key: `push:${actor.userId}`, rate: config().PEAL_LIMIT_PUSH });
  const { deviceId, userId } = actor;
  await db.transaction(async (tx) => {
    await tx
      .delete(pushSubscriptions)
      .where(and(eq(pushSubscriptions.endpoint, endpoint), ne(pushSubscriptions.deviceId, deviceId)));
    await tx
      .insert(pushSubscriptions)
      .values({ deviceId, userId, endpoint, ...keys, createdAt: now })
      .onConflictDoUpdate({
        target: pushSubscriptions.deviceId,
        set: { endpoint, ...keys, createdAt: now },
      });
    await notify(tx, [userId], "presence");
  });
}

/** This device is woken no more. */
export async function unsubscribe(
  db: Database | Transaction,
  { userId, deviceId }: { userId: string; deviceId: string },
): Promise<void> {
  await db.delete(pushSubscriptions).where(eq(pushSubscriptions.deviceId, deviceId));
  await notify(db, [userId], "presence");
}

/** Whether these bytes are a point of the curve; nothing can be encrypted for another one. */
function isPublicKey(p256dh: string): boolean {
  try {
    const curve = createECDH("prime256v1");
    curve.generateKeys();
    curve.computeSecret(Buffer.from(p256dh, "base64url"));
    return true;
  } catch {
    return false;
  }
}

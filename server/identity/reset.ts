import { eq } from "drizzle-orm";
import { record } from "../audit";
import type { UserActor } from "../auth";
import { emit, notify } from "../bus";
import { config } from "../config";
import { now } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { lockRoot, ownIdentityKey } from "./access";
import type { OwnKeys } from "./contract";
import { ownKeys } from "./queries";
import { accountRoots, contactVerifications, deviceCertificates, deviceConfirmations } from "./schema";

/**
 * Makes this device the root: every other device is unconfirmed from now on, and everybody sees that the safety number changed. What
 * was verified by the old devices is worth nothing and goes. `version` is of the root that is given up: sent twice it is one reset.
 * Refuses with `not_found` before this device has keys, and `rate_limited`.
 */
export async function resetRoot(
  db: Database,
  actor: UserActor,
  { version }: { version: number },
): Promise<OwnKeys> {
  const { userId } = actor;
  await limit(db, { key: `identity-reset:${userId}`, rate: config().PEAL_LIMIT_ROOT_RESET });
  return db.transaction(async (tx) => {
    const root = await lockRoot(tx, userId);
    const identityKey = await ownIdentityKey(tx, actor);
    if (root.version === version && root.rootKey !== identityKey) {
      await tx
        .update(accountRoots)
        .set({ rootKey: identityKey, version: version + 1, changedAt: now })
        .where(eq(accountRoots.userId, userId));
      await tx.delete(deviceCertificates).where(eq(deviceCertificates.userId, userId));
      await tx.delete(deviceConfirmations).where(eq(deviceConfirmations.userId, userId));
      await tx.delete(contactVerifications).where(eq(contactVerifications.userId, userId));
      await record(tx, { act: "root_reset", by: userId });
      await emit(tx, "identity.changed", { userId, isRoot: true });
      await notify(tx, [userId]);
    }
    return (await ownKeys(tx, actor)) ?? refuse({ code: "not_found" });
  });
}

import { and, eq } from "drizzle-orm";
import { boxKeyStatement } from "../../lib/pure/statement";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { OwnKeys, PublishInput } from "./contract";
import { ownKeys } from "./queries";
import { accountRoots, deviceConfirmations, deviceKeys } from "./schema";
import { isPublicKey, isSignedBy } from "./signature";

/**
 * Makes a device's own public keys known; again is harmless. The first device of a person is their root. The keys of a device stay
 * as they are, unless it says that it has lost them: then it is a new device to everybody. Refuses with `bad_input` for a box key that
 * the identity has not signed, `device_key_fixed` for other keys than before, and `rate_limited`.
 */
export async function publishKeys(db: Database, actor: UserActor, input: PublishInput): Promise<OwnKeys> {
  await limit(db, { key: `identity:${actor.userId}`, rate: config().PEAL_LIMIT_IDENTITY });
  await checkKeys(actor.userId, input);
  return db.transaction(async (tx) => {
    const isNew = await write(tx, actor, input);
    await tx
      .insert(accountRoots)
      .values({ userId: actor.userId, rootKey: input.identityKey })
      .onConflictDoNothing();
    if (isNew) await notify(tx, [actor.userId]);
    return (await ownKeys(tx, actor)) ?? refuse({ code: "not_found" });
  });
}

async function checkKeys(userId: string, { identityKey, boxKey, boxSignature }: PublishInput): Promise<void> {
  const text = boxKeyStatement({ userId, identityKey, boxKey });
  const isGood = (await isPublicKey(boxKey)) && (await isSignedBy(identityKey, text, boxSignature));
  if (!isGood) refuse({ code: "bad_input", field: "boxSignature" });
}

/** Whether something was written. */
async function write(
  tx: Transaction,
  { userId, deviceId }: UserActor,
  { isReplacing, ...keys }: PublishInput,
): Promise<boolean> {
  const inserted = await tx
    .insert(deviceKeys)
    .values({ deviceId, userId, ...keys })
    .onConflictDoNothing()
    .returning({ deviceId: deviceKeys.deviceId });
  if (inserted.length > 0) return true;
  const [kept] = await tx.select().from(deviceKeys).where(eq(deviceKeys.deviceId, deviceId)).for("update");
  if (kept?.identityKey === keys.identityKey && kept.boxKey === keys.boxKey) return false;
  if (!isReplacing) refuse({ code: "device_key_fixed" });
  await tx
    .update(deviceKeys)
    .set(keys)
    .where(and(eq(deviceKeys.deviceId, deviceId), eq(deviceKeys.userId, userId)));
  await tx.delete(deviceConfirmations).where(eq(deviceConfirmations.deviceId, deviceId));
  return true;
}

import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { ownKeys } from "./queries";
import { accountRoots, deviceKeys } from "./schema";

declare const proof: unique symbol;
/** A device whose key leads to its person's root. The root is held still until the transaction ends. */
export type ConfirmedDevice = {
  readonly [proof]: true;
  readonly userId: string;
  readonly deviceId: string;
  readonly identityKey: string;
  readonly rootKey: string;
};

/** Holds a person's root for one transaction, and with it everything that is certified by it. Refuses with `not_found`. */
export async function lockRoot(tx: Transaction, userId: string) {
  const [root] = await tx
    .select({ rootKey: accountRoots.rootKey, version: accountRoots.version })
    .from(accountRoots)
    .where(eq(accountRoots.userId, userId))
    .for("update");
  return root ?? refuse({ code: "not_found" });
}

/** This device's own identity key. Refuses with `not_found` before it has published any. */
export async function ownIdentityKey(tx: Transaction, { userId, deviceId }: UserActor): Promise<string> {
  const [own] = await tx
    .select({ identityKey: deviceKeys.identityKey })
    .from(deviceKeys)
    .where(and(eq(deviceKeys.deviceId, deviceId), eq(deviceKeys.userId, userId)));
  return own?.identityKey ?? refuse({ code: "not_found" });
}

/** The actor's device, which may confirm others. Refuses with `device_not_confirmed`. */
export async function confirmedDevice(tx: Transaction, actor: UserActor): Promise<ConfirmedDevice> {
  const { rootKey } = await lockRoot(tx, actor.userId);
  const identityKey = await ownIdentityKey(tx, actor);
  const own = await ownKeys(tx, actor);
  if (identityKey !== rootKey && !own?.certificates.length) refuse({ code: "device_not_confirmed" });
  const { userId, deviceId } = actor;
  return { userId, deviceId, identityKey, rootKey } as ConfirmedDevice;
}

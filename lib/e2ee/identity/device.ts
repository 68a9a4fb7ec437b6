import { api } from "@/lib/api/client";
import type { Certificate, OwnKeys } from "@/server/identity/contract";
import { type Bytes } from "../bytes";
import { endOfChain } from "./chain";
import { keptDevice } from "./device-keys";
import { setOwner } from "./owner";
import { isProven } from "./proof";
import { sign } from "./signing";
import { type KeptDevice, readPin, updateDevice, updatePin } from "./store";

export type DeviceIdentity = {
  userId: string;
  identityKey: string;
  /** From the device's own up to one that the root has signed; empty on the root and on a device that nobody has confirmed. */
  certificates: Certificate[];
  sign(bytes: Uint8Array): Promise<string>;
};

/** How this device stands: the root itself, confirmed, new, or left behind by a reset of the root elsewhere. */
export type OwnStanding = "root" | "confirmed" | "unconfirmed" | "left_behind";
export type OwnDevice = DeviceIdentity & {
  standing: OwnStanding;
  /** The root that this device believes in; what the server says until it is confirmed. */
  rootKey: string;
  /** Of the server's root. */
  version: number;
};

let refreshing: { userId: string; result: Promise<OwnDevice> } | undefined;

/**
 * This browser as a device of a person: keys that are made at first use, kept here, and published. What is kept is used at once; what
 * the server knows since is fetched meanwhile. Rejects as the API does where it was never published and cannot be now.
 */
export async function deviceIdentity(userId: string): Promise<DeviceIdentity> {
  setOwner(userId);
  const kept = await keptDevice(userId);
  const fresh = ownDevice(userId);
  if (!kept.isPublished) return fresh;
  // A later one asks again.
  fresh.catch(() => {});
  return identityOf(kept);
}

/** The same with what the server says now; asked once a page, and again after `refreshOwnDevice`. */
export function ownDevice(userId: string): Promise<OwnDevice> {
  setOwner(userId);
  if (refreshing?.userId === userId) return refreshing.result;
  return refreshOwnDevice(userId);
}

/** Asks anew what the server knows of this device. */
export function refreshOwnDevice(userId: string): Promise<OwnDevice> {
  const result = refresh(userId);
  refreshing = { userId, result };
  result.catch(() => {
    if (refreshing?.result === result) refreshing = undefined;
  });
  return result;
}

const identityOf = ({ userId, identityKey, certificates, identity }: KeptDevice): DeviceIdentity => ({
  userId,
  identityKey,
  certificates,
  sign: (bytes) => sign(identity.privateKey, bytes as Bytes),
});

async function refresh(userId: string): Promise<OwnDevice> {
  const kept = await keptDevice(userId);
  const own = await published(kept);
  const rootKey = (await acceptRoot(kept, own)) ?? (await readPin(userId, userId))?.rootKey;
  const isOfRoot =
    (await endOfChain({ userId, identityKey: kept.identityKey, certificates: own.certificates })) === rootKey;
  const after = await updateDevice(
    userId,
    (row) =>
      row && { ...row, isPublished: true, certificates: isOfRoot ? own.certificates : row.certificates },
  );
  return {
    ...identityOf(after ?? kept),
    standing: standingOf(kept.identityKey, own, rootKey, isOfRoot),
    rootKey: rootKey ?? own.rootKey,
    version: own.version,
  };
}

function standingOf(
  identityKey: string,
  own: OwnKeys,
  rootKey: string | undefined,
  isOfRoot: boolean,
): OwnStanding {
  if (own.rootKey === identityKey) return "root";
  if (rootKey === undefined) return "unconfirmed";
  if (rootKey !== own.rootKey) return "left_behind";
  return isOfRoot ? "confirmed" : "unconfirmed";
}

async function published({ identityKey, boxKey, boxSignature }: KeptDevice): Promise<OwnKeys> {
  const known = await api.identity.own.query();
  if (known?.identityKey === identityKey && known.boxKey === boxKey) return known;
  // A browser that lost its keys, and with them whatever had confirmed it.
  return api.identity.publish.mutate({ identityKey, boxKey, boxSignature, isReplacing: known !== null });
}

/**
 * The person's root as this device may believe it: it is the root itself, or the device that scanned its QR code has proven which one
 * it is. By six digits it was pinned as they were compared. Null where the server says something new without proof.
 */
async function acceptRoot(kept: KeptDevice, own: OwnKeys): Promise<string | null> {
  const { userId, identityKey, secret } = kept;
  const { rootKey, certificates, proof } = own;
  const issuerKey = certificates[0]?.issuerKey;
  const isProved =
    secret !== null &&
    proof !== null &&
    issuerKey !== undefined &&
    (await isProven(secret, proof, { userId, subjectKey: identityKey, issuerKey, rootKey })) &&
    (await endOfChain({ userId, identityKey, certificates })) === rootKey;
  if (rootKey !== identityKey && !isProved) return null;
  await pinOwnRoot(userId, rootKey);
  if (isProved) await updateDevice(userId, (row) => row && { ...row, secret: null });
  return rootKey;
}

/** Holds a key to be this person's own root from now on. */
export async function pinOwnRoot(userId: string, rootKey: string): Promise<void> {
  await updatePin(userId, userId, () => ({
    ownerId: userId,
    userId,
    rootKey,
    verifiedRootKey: null,
    offeredRootKey: null,
  }));
}

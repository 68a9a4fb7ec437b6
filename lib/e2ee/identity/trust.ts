import { api } from "@/lib/api/client";
import { whenSettled } from "@/lib/hurry";
import { MOST_PEOPLE } from "@/server/identity/contract";
import { type Claim, endOfChain } from "./chain";
import { ownerId } from "./owner";
import { freshKeysOfPerson, keysOfPerson } from "./people";
import { type Pin, pinsOf, readPin, updatePin } from "./store";

/**
 * `verified`: the safety number was compared; `confirmed`: certified by the person's root as it was first seen; `unconfirmed`: a new
 * device; `changed`: the root is another one than before.
 */
export type Trust = "verified" | "confirmed" | "unconfirmed" | "changed";

/**
 * How much a device is to be believed to be that person's. The root that is seen first is pinned; of somebody whose keys the server
 * does not tell, that is where their certificates lead. Never rejects: where nothing can be found out, a device is a new one.
 */
export async function trustOf(of: Claim): Promise<Trust> {
  try {
    const end = await endOfChain(of);
    if (end === null) return "unconfirmed";
    const owner = await ownerId();
    const pin = await readPin(owner, of.userId);
    return await (pin ? againstPin(of, end, pin) : atFirstUse(of, end, owner));
  } catch {
    return "unconfirmed";
  }
}

async function atFirstUse({ userId, certificates }: Claim, end: string, owner: string): Promise<Trust> {
  const told = await rootTold(userId);
  const rootKey = told ?? (certificates.length > 0 ? end : null);
  // One's own root is never believed for being told: a device is confirmed by another one.
  if (rootKey !== null && userId !== owner) await pinRoot(owner, userId, rootKey);
  return end === rootKey ? "confirmed" : "unconfirmed";
}

async function againstPin({ certificates }: Claim, end: string, pin: Pin): Promise<Trust> {
  if (end === pin.rootKey && pin.offeredRootKey === null) {
    // Whether there is another root since is asked once nobody waits for a picture; the next look says so.
    whenSettled(() => void notedRoot(pin).catch(() => {}));
    return trustOfPin(pin);
  }
  const told = await notedRoot(pin);
  if (told === null) return certificates.length > 0 && end !== pin.rootKey ? "changed" : "unconfirmed";
  if (told !== pin.rootKey) return "changed";
  return end === pin.rootKey ? trustOfPin(pin) : "unconfirmed";
}

const trustOfPin = ({ rootKey, verifiedRootKey }: Pin): Trust =>
  verifiedRootKey === rootKey ? "verified" : "confirmed";

/** The root as the server tells it, or null where it does not. */
const rootTold = (userId: string): Promise<string | null> =>
  keysOfPerson(userId).then(
    (keys) => keys?.rootKey ?? null,
    () => null,
  );

/** What the server tells of a pinned person's root, noted beside the pin where it is another one. */
async function notedRoot(pin: Pin): Promise<string | null> {
  const told = await rootTold(pin.userId);
  if (told !== null) await noteRoot(pin.ownerId, pin.userId, told);
  return told;
}

async function noteRoot(owner: string, userId: string, told: string): Promise<void> {
  await updatePin(owner, userId, (pin) => {
    const offeredRootKey = pin && told !== pin.rootKey ? told : null;
    return pin && pin.offeredRootKey !== offeredRootKey ? { ...pin, offeredRootKey } : undefined;
  });
}

/** Holds a key to be a person's root, if none is held yet. */
function pinRoot(owner: string, userId: string, rootKey: string) {
  return updatePin(owner, userId, (pin) =>
    pin ? undefined : { ownerId: owner, userId, rootKey, verifiedRootKey: null, offeredRootKey: null },
  );
}

/** How a person stands by what is known here and what the server tells now. Null for somebody who has no keys. */
export type PersonTrust = {
  trust: "verified" | "confirmed" | "changed";
  /** The root that is believed in. */
  rootKey: string;
  /** The root that would be believed in after accepting the change. */
  offeredRootKey: string | null;
};

/** Looks at a person's root anew. Rejects as the API does. */
export async function personTrust(userId: string): Promise<PersonTrust | null> {
  const owner = await ownerId();
  const keys = await freshKeysOfPerson(userId);
  if (!keys) return null;
  await pinRoot(owner, userId, keys.rootKey);
  await noteRoot(owner, userId, keys.rootKey);
  const pin = await readPin(owner, userId);
  if (!pin) return null;
  const { rootKey, offeredRootKey, verifiedRootKey } = pin;
  if (offeredRootKey !== null) return { trust: "changed", rootKey, offeredRootKey };
  return { trust: verifiedRootKey === rootKey ? "verified" : "confirmed", rootKey, offeredRootKey };
}

/** Believes in the root that a person has now. Whoever was verified is that no more. */
export async function acceptRoot(userId: string, rootKey: string): Promise<void> {
  await updatePin(await ownerId(), userId, (pin) =>
    pin?.offeredRootKey === rootKey ? { ...pin, rootKey, offeredRootKey: null } : undefined,
  );
}

/** Notes who of the people known here has another root since, so that the next call says so at once. Rejects as the API does. */
export async function lookAtPins(owner: string): Promise<void> {
  const userIds = (await pinsOf(owner)).map((pin) => pin.userId).filter((userId) => userId !== owner);
  for (let at = 0; at < userIds.length; at += MOST_PEOPLE) {
    const people = await api.identity.people.query({ userIds: userIds.slice(at, at + MOST_PEOPLE) });
    for (const { userId, rootKey } of people) await noteRoot(owner, userId, rootKey);
  }
}

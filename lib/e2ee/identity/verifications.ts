import { api } from "@/lib/api/client";
import { verificationStatement } from "@/lib/pure/statement";
import type { Verification } from "@/server/identity/contract";
import { endOfChain } from "./chain";
import { deviceIdentity } from "./device";
import { utf8 } from "../bytes";
import { hasSigned } from "./signing";
import { pinsOf, readPin, updatePin } from "./store";

/**
 * Takes over which safety numbers were compared on other devices of this person: only what one of them has signed, and only on a
 * device that is confirmed itself. What is not there any more was taken back.
 */
export async function syncVerifications(ownerId: string): Promise<void> {
  const own = await readPin(ownerId, ownerId);
  if (!own) return;
  const told = await api.identity.verifications.query();
  const good = new Map<string, string>();
  for (const one of told) if (await isOurs(one, ownerId, own.rootKey)) good.set(one.contactId, one.rootKey);
  for (const [userId, rootKey] of good) await markPin(ownerId, userId, rootKey);
  for (const pin of await pinsOf(ownerId))
    if (pin.verifiedRootKey !== null && !good.has(pin.userId))
      await updatePin(ownerId, pin.userId, (row) => row && { ...row, verifiedRootKey: null });
}

async function isOurs(one: Verification, ownerId: string, ownerRootKey: string): Promise<boolean> {
  const chain = { userId: ownerId, identityKey: one.issuerKey, certificates: one.certificates };
  return (
    one.ownerRootKey === ownerRootKey &&
    (await endOfChain(chain)) === ownerRootKey &&
    (await hasSigned(one.issuerKey, verificationStatement({ ownerId, ...one }), one.signature))
  );
}

/** A number that was compared is also the first to be believed in. */
const markPin = (ownerId: string, userId: string, rootKey: string) =>
  updatePin(ownerId, userId, (pin) =>
    pin
      ? { ...pin, verifiedRootKey: rootKey }
      : { ownerId, userId, rootKey, verifiedRootKey: rootKey, offeredRootKey: null },
  );

/** Keeps that the number with a contact was compared, for all devices of this person. Rejects as the API does. */
export async function markVerified(ownerId: string, contactId: string, rootKey: string): Promise<void> {
  const own = await readPin(ownerId, ownerId);
  const { identityKey, sign } = await deviceIdentity(ownerId);
  const fields = { contactId, ownerRootKey: own?.rootKey ?? identityKey, rootKey, issuerKey: identityKey };
  const signature = await sign(utf8(verificationStatement({ ownerId, ...fields })));
  await api.identity.verify.mutate({ ...fields, signature });
  await markPin(ownerId, contactId, rootKey);
}

/** Takes it back, on all devices. */
export async function removeVerified(ownerId: string, contactId: string): Promise<void> {
  await api.identity.unverify.mutate({ contactId });
  await updatePin(ownerId, contactId, (pin) => pin && { ...pin, verifiedRootKey: null });
}

import type { Certificate } from "@/server/identity/contract";
import { utf8 } from "./bytes";
import { canonical } from "./canonical";
import { isSigned, verifyingKey } from "./crypto";

/** Whether the certificates lead from a device's key upwards, each one's issuer being the next one's subject, all of this person. */
export async function areGenuine(
  userId: string | null,
  identityKey: string,
  certificates: readonly Certificate[],
): Promise<boolean> {
  const keys = [identityKey, ...certificates.map(({ issuerKey }) => issuerKey)];
  const fit = certificates.every((one, at) => one.userId === userId && one.subjectKey === keys[at]);
  if (!fit || new Set(keys).size !== keys.length) return false;
  return (await Promise.all(certificates.map(isGenuine))).every(Boolean);
}

async function isGenuine({ signature, ...fields }: Certificate): Promise<boolean> {
  const { userId, subjectKey, issuerKey, issuedAt } = fields;
  const signed = canonical({ type: "peal.certificate", userId, subjectKey, issuerKey, issuedAt });
  return await isSigned(await verifyingKey(issuerKey), utf8(signed), signature);
}

import { statement } from "@/lib/pure/statement";
import { toBase64url, concat, randomBytes, utf8, fromBase64url } from "../bytes";
import { sha256 } from "../crypto";

const NONCE_BYTES = 32;
const MILLION = 1_000_000n;

export const newNonce = (): string => toBase64url(randomBytes(NONCE_BYTES));

/** What the new device says of its nonce before it knows the other one's. */
export const commitmentTo = async (nonce: string, subjectKey: string): Promise<string> =>
  toBase64url(await sha256(concat(fromBase64url(nonce), utf8(subjectKey))));

export type Exchange = {
  userId: string;
  /** The new device, the one that confirms, and the root by which it does. */
  subjectKey: string;
  issuerKey: string;
  rootKey: string;
  subjectNonce: string;
  issuerNonce: string;
};

/**
 * Six digits of all that the two devices believe of each other. Whoever sits in between and gives each of them other keys has to choose
 * its nonces before it knows the digits (the new device has committed to its own, see server/identity/confirm.ts): they are the same by
 * chance only, once in a million requests, and a request that failed is seen by the person.
 */
export async function digitsOf(of: Exchange): Promise<string> {
  const hash = await sha256(utf8(statement("peal.digits", { ...of })));
  return String(new DataView(hash.buffer).getBigUint64(0) % MILLION).padStart(6, "0");
}

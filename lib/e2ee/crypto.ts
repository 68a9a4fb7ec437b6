import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from "./bytes";
import { canonical } from "./canonical";

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;
const NO_SALT = new Uint8Array(32);
const ADVANCE = utf8("peal e2ee advance");

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** An identity's public key (base64url, raw point of P-256), to verify with. Rejects for what is no point of the curve. */
export const verifyingKey = async (identityKey: string): Promise<CryptoKey> =>
  await crypto.subtle.importKey("raw", fromBase64url(identityKey), ECDSA, false, ["verify"]);

/** Whether the key has signed these bytes (ECDSA with SHA-256, P1363). */
export const isSigned = async (key: CryptoKey, bytes: Bytes, signature: string): Promise<boolean> =>
  await crypto.subtle.verify(SIGNATURE, key, fromBase64url(signature), bytes);

/** The next advance of a sender key. One way: the one before cannot be had from it. HKDF (RFC 5869) with SHA-256. */
export async function advanceKey(key: Bytes): Promise<Bytes> {
  const secret = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: NO_SALT, info: ADVANCE };
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 256));
}

/** What binds an admission to its nonce before the nonce is known. */
export const commitmentTo = async (nonce: Bytes): Promise<string> => toBase64url(await sha256(nonce));

/** What an ANNOUNCE says, without its MAC. */
export type Linked = {
  callId: string;
  from: string;
  identityKey: string;
  admissionKey: string;
  commitment: string;
};

const linkText = ({ callId, from, identityKey, admissionKey, commitment }: Linked): Bytes =>
  utf8(canonical({ type: "peal.link", callId, from, identityKey, admissionKey, commitment }));

const linkKey = async (secret: Bytes): Promise<CryptoKey> =>
  await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);

/** Shows that whoever announces these keys has the link's secret. HMAC-SHA-256. */
export const linkMac = async (secret: Bytes, linked: Linked): Promise<string> =>
  toBase64url(await crypto.subtle.sign("HMAC", await linkKey(secret), linkText(linked)));

/** Whether a MAC was made with this secret for these keys. */
export const isLinked = async (secret: Bytes, linked: Linked, mac: string): Promise<boolean> =>
  await crypto.subtle.verify("HMAC", await linkKey(secret), fromBase64url(mac), linkText(linked));

/** Stands for all the keys that an admission announced: any other key gives another one. */
export const fingerprintOf = async (linked: Linked): Promise<string> =>
  toBase64url(await sha256(concat(utf8("peal fingerprint "), linkText(linked))));

/** The hash of a list of members, by the text that the agreement has of it. */
export const rosterHash = async (callId: string, roster: string): Promise<string> =>
  toBase64url(await sha256(utf8(`peal roster ${callId}\n${roster}`)));

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { type Bytes, concat, fromBase64url, toBase64url, utf8 } from "./bytes";
import { canonical } from "./canonical";

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const INFO = utf8("peal sender key").buffer;
const KEY_BYTES = 32;

/** What a wrapped key is for: it opens in no other call, for nobody else, and as no other key. */
export type WrapPlace = { callId: string; from: string; to: string; generation: number; advance: number };
export type Wrapped = { enc: string; sealed: string };

const bound = (place: WrapPlace): ArrayBuffer => utf8(canonical({ ...place })).buffer;
const pskOf = (callId: string, linkSecret: Bytes | null) =>
  linkSecret ? { psk: { id: utf8(callId).buffer, key: linkSecret.buffer } } : {};

/** An admission's key pair; the private half cannot leave this page. */
export const newAdmissionKeys = async (): Promise<CryptoKeyPair> =>
  await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);

export const publicPart = async (keys: CryptoKeyPair): Promise<string> =>
  toBase64url(await crypto.subtle.exportKey("raw", keys.publicKey));

/** Rejects for what is no point of the curve. */
export const admissionKeyFrom = async (admissionKey: string): Promise<CryptoKey> =>
  await suite.kem.deserializePublicKey(fromBase64url(admissionKey));

/** Wraps a sender key and its sender's nonce for one admission (RFC 9180, with the link's secret as PSK where it is given). */
export async function wrapKey(
  place: WrapPlace,
  recipient: CryptoKey,
  { key, nonce, linkSecret }: { key: Bytes; nonce: Bytes; linkSecret: Bytes | null },
): Promise<Wrapped> {
  const sealed = await suite.seal(
    { recipientPublicKey: recipient, info: INFO, ...pskOf(place.callId, linkSecret) },
    concat(key, nonce).buffer,
    bound(place),
  );
  return { enc: toBase64url(sealed.enc), sealed: toBase64url(sealed.ct) };
}

/** The opposite; rejects for what was wrapped for somebody or something else. */
export async function unwrapKey(
  place: WrapPlace,
  own: CryptoKeyPair,
  { enc, sealed }: Wrapped,
  linkSecret: Bytes | null,
): Promise<{ key: Bytes; nonce: Bytes }> {
  const opened = new Uint8Array(
    await suite.open(
      { recipientKey: own, enc: fromBase64url(enc), info: INFO, ...pskOf(place.callId, linkSecret) },
      fromBase64url(sealed),
      bound(place),
    ),
  );
  return { key: opened.slice(0, KEY_BYTES), nonce: opened.slice(KEY_BYTES) };
}

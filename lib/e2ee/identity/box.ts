import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { type Bytes, fromBase64url, toBase64url, utf8 } from "../bytes";

/** HPKE as everywhere in Peal: RFC 9180, base mode, P-256 with HKDF-SHA-256 and AES-256-GCM. */
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

export type Wrapped = { enc: string; sealed: string };

/** Wraps a key for a device's box key. It opens for `purpose` and under the same `binding` only. Rejects for what is no public key. */
export async function wrapFor(
  boxKey: string,
  key: Bytes,
  purpose: string,
  binding: string,
): Promise<Wrapped> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64url(boxKey).buffer);
  const info = utf8(purpose).buffer;
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, key.buffer, utf8(binding).buffer);
  return { enc: toBase64url(new Uint8Array(enc)), sealed: toBase64url(new Uint8Array(ct)) };
}

/** Opens what was wrapped for this device. Rejects for anything else. */
export async function unwrap(
  box: CryptoKeyPair,
  { enc, sealed }: Wrapped,
  purpose: string,
  binding: string,
): Promise<Bytes> {
  const from = { recipientKey: box, enc: fromBase64url(enc).buffer, info: utf8(purpose).buffer };
  return new Uint8Array(await suite.open(from, fromBase64url(sealed).buffer, utf8(binding).buffer));
}

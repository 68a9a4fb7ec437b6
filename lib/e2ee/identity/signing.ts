import { type Bytes, fromBase64url, toBase64url, utf8 } from "../bytes";

export const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** ECDSA with SHA-256 over P-256 (FIPS 186-5), base64url of r and s (IEEE P1363). */
export async function sign(key: CryptoKey, bytes: Bytes): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.sign(SIGNING, key, bytes)));
}

export const signText = (key: CryptoKey, text: string): Promise<string> => sign(key, utf8(text));

/** Whether a public key (base64url, raw point) has signed a text. False for what is no key or no signature. */
export async function hasSigned(publicKey: string, text: string, signature: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", fromBase64url(publicKey), ECDSA, false, ["verify"]);
    return await crypto.subtle.verify(SIGNING, key, fromBase64url(signature), utf8(text));
  } catch {
    return false;
  }
}

const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));

/** Whether a key (base64url, raw point of P-256) has signed a text (ECDSA with SHA-256, P1363). False for a key that is no point. */
export async function isSignedBy(key: string, text: string, signature: string): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("raw", bytesOf(key), ECDSA, false, ["verify"]);
    return await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      imported,
      bytesOf(signature),
      new TextEncoder().encode(text),
    );
  } catch {
    return false;
  }
}

/** Whether a text is a point of P-256, and so can be a public key. */
export async function isPublicKey(key: string): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", bytesOf(key), { name: "ECDH", namedCurve: "P-256" }, false, []);
    return true;
  } catch {
    return false;
  }
}

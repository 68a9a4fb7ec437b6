import { statement } from "@/lib/pure/statement";
import { type Bytes, fromBase64url, toBase64url, utf8 } from "../bytes";

type Proven = { userId: string; subjectKey: string; issuerKey: string; rootKey: string };

const keyOf = (secret: Bytes) =>
  crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
const textOf = ({ userId, subjectKey, issuerKey, rootKey }: Proven) =>
  utf8(statement("peal.confirmed-by", { userId, subjectKey, issuerKey, rootKey }));

/**
 * HMAC-SHA-256 under the secret of a QR code: whoever has scanned it says who confirms, and by which root. Without it a server could
 * confirm a new device by a root of its own.
 */
export async function prove(secret: string, of: Proven): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await keyOf(fromBase64url(secret)), textOf(of));
  return toBase64url(new Uint8Array(mac));
}

export async function isProven(secret: string, proof: string, of: Proven): Promise<boolean> {
  try {
    return await crypto.subtle.verify(
      "HMAC",
      await keyOf(fromBase64url(secret)),
      fromBase64url(proof),
      textOf(of),
    );
  } catch {
    return false;
  }
}

import { Refusal } from "@/lib/api/problem-of";
import { type Bytes, concat, fromBase64url, randomBytes, toBase64url, utf8 } from "@/lib/e2ee/bytes";
import { unwrap, wrapFor } from "@/lib/e2ee/identity/box";
import { statement } from "@/lib/pure/statement";
import { content, type Content, flawIn } from "@/server/chat/contract";

const NONCE_BYTES = 12;
const PURPOSE = "peal chat key";

/** Which message it is; it opens as no other one. `to`: a participant, or null for everybody. */
export type Place = { callId: string; id: string; from: string; to: string | null; keyId: string | null };
/** Whose key it is, and for whom. */
export type KeyPlace = { callId: string; keyId: string; by: string; to: string | null };

const binding = ({ callId, id, from, to, keyId }: Place): Bytes =>
  utf8(statement("peal.chat", { callId, id, from, to: to ?? "", keyId: keyId ?? "" }));

const keyBinding = ({ callId, keyId, by, to }: KeyPlace) =>
  statement("peal.chat-key", { callId, keyId, by, to: to ?? "" });

const imported = async (key: Bytes, usage: "encrypt" | "decrypt") =>
  await crypto.subtle.importKey("raw", key, "AES-GCM", false, [usage]);

/**
 * Seals a message with AES-256-GCM; without a key it is written in the clear, as its call is. Rejects with `too_many_options` or `bad_input`
 * for what nobody would open.
 */
export async function seal(place: Place, key: Bytes | null, says: Content): Promise<string> {
  const flaw = flawIn(says);
  if (flaw) throw new Refusal(flaw);
  const plain = utf8(JSON.stringify(says));
  if (!key) return toBase64url(plain);
  const iv = randomBytes(NONCE_BYTES);
  const how = { name: "AES-GCM", iv, additionalData: binding(place) };
  const sealed = await crypto.subtle.encrypt(how, await imported(key, "encrypt"), plain);
  return toBase64url(concat(iv, new Uint8Array(sealed)));
}

/** Opens a message; null for one that was changed, that is another's, or that says nothing known. */
export async function open(place: Place, key: Bytes | null, body: string): Promise<Content | null> {
  try {
    const bytes = fromBase64url(body);
    const plain = key ? await decrypted(place, key, bytes) : bytes;
    return content.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain)));
  } catch {
    return null;
  }
}

async function decrypted(place: Place, key: Bytes, bytes: Bytes): Promise<ArrayBuffer> {
  const how = { name: "AES-GCM", iv: bytes.slice(0, NONCE_BYTES), additionalData: binding(place) };
  return await crypto.subtle.decrypt(how, await imported(key, "decrypt"), bytes.slice(NONCE_BYTES));
}

/** Seals a chat key to a device. Rejects for what is no box key. */
export async function wrapChatKey(place: KeyPlace, key: Bytes, boxKey: string): Promise<string> {
  const { enc, sealed } = await wrapFor(boxKey, key, PURPOSE, keyBinding(place));
  return `${enc}.${sealed}`;
}

/** Opens one that was sealed to this device; null for any other. */
export async function unwrapChatKey(
  place: KeyPlace,
  box: CryptoKeyPair,
  wrapped: string,
): Promise<Bytes | null> {
  const [enc = "", sealed = ""] = wrapped.split(".");
  return await unwrap(box, { enc, sealed }, PURPOSE, keyBinding(place)).catch(() => null);
}

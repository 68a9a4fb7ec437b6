import { Refusal } from "@/lib/api/problem-of";
import { type Bytes, concat, fromBase64url, randomBytes, toBase64url, utf8 } from "@/lib/e2ee/bytes";
import { unwrap, wrapFor } from "@/lib/e2ee/identity/box";
import { statement } from "@/lib/pure/statement";
import { content, type Content, flawIn } from "@/server/chat/contract";

const NONCE_BYTES = 12;
/** What a key is for. A key of the one use is none of the other, whatever the server says it is. */
export type KeyUse = "chat" | "pad";

/** Which message it is; it opens as no other one. `to`: a participant, or null for everybody. */
export type Place = { callId: string; id: string; from: string; to: string | null; keyId: string | null };
/** Whose key it is, and for whom. */
export type KeyPlace = { use: KeyUse; callId: string; keyId: string; by: string; to: string | null };

const binding = (use: KeyUse, { callId, id, from, to, keyId }: Place): Bytes =>
  utf8(statement(`peal.${use}`, { callId, id, from, to: to ?? "", keyId: keyId ?? "" }));

const keyBinding = ({ use, callId, keyId, by, to }: KeyPlace) =>
  statement(`peal.${use}-key`, { callId, keyId, by, to: to ?? "" });
const purpose = ({ use }: KeyPlace) => `peal ${use} key`;

const imported = async (key: Bytes, usage: "encrypt" | "decrypt") =>
  await crypto.subtle.importKey("raw", key, "AES-GCM", false, [usage]);

/**
 * Seals a message with AES-256-GCM; without a key it is written in the clear, as its call is. Rejects with `too_many_options` or `bad_input`
 * for what nobody would open.
 */
export async function seal(place: Place, key: Bytes | null, says: Content): Promise<string> {
  const flaw = flawIn(says);
  if (flaw) throw new Refusal(flaw);
  return await sealBytes("chat", place, key, utf8(JSON.stringify(says)));
}

/** What a message was found to be: `sealed` where the key does not open it, `unknown` where what is in it says nothing known. */
export type Found = { says: Content } | "sealed" | "unknown";

/** Opens a message. */
export async function open(place: Place, key: Bytes | null, body: string): Promise<Found> {
  const plain = await openBytes("chat", place, key, body).catch(() => null);
  if (!plain) return "sealed";
  try {
    return { says: content.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain))) };
  } catch {
    return "unknown";
  }
}

/** Seals anything that is kept with a call. */
export async function sealBytes(use: KeyUse, place: Place, key: Bytes | null, plain: Bytes): Promise<string> {
  if (!key) return toBase64url(plain);
  const iv = randomBytes(NONCE_BYTES);
  const how = { name: "AES-GCM", iv, additionalData: binding(use, place) };
  const sealed = await crypto.subtle.encrypt(how, await imported(key, "encrypt"), plain);
  return toBase64url(concat(iv, new Uint8Array(sealed)));
}

/** Opens it. Rejects for what was changed, and for another's. */
export async function openBytes(use: KeyUse, place: Place, key: Bytes | null, body: string): Promise<Bytes> {
  const bytes = fromBase64url(body);
  if (!key) return bytes;
  const how = { name: "AES-GCM", iv: bytes.slice(0, NONCE_BYTES), additionalData: binding(use, place) };
  const sealed = bytes.slice(NONCE_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt(how, await imported(key, "decrypt"), sealed));
}

/** Seals a chat key to a device. Rejects for what is no box key. */
export async function wrapChatKey(place: KeyPlace, key: Bytes, boxKey: string): Promise<string> {
  const { enc, sealed } = await wrapFor(boxKey, key, purpose(place), keyBinding(place));
  return `${enc}.${sealed}`;
}

/** Opens one that was sealed to this device; null for any other. */
export async function unwrapChatKey(
  place: KeyPlace,
  box: CryptoKeyPair,
  wrapped: string,
): Promise<Bytes | null> {
  const [enc = "", sealed = ""] = wrapped.split(".");
  return await unwrap(box, { enc, sealed }, purpose(place), keyBinding(place)).catch(() => null);
}

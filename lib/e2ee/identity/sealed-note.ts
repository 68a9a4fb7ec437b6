import { noteBinding, noteStatement } from "@/lib/pure/statement";
import { unwrap, type Wrapped, wrapFor } from "./box";
import { type Bytes, toBase64url, concat, randomBytes, utf8 } from "../bytes";
import { sha256 } from "../crypto";
import { hasSigned } from "./signing";

const PURPOSE = "peal note";
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** Which note it is: it opens as no other one. */
export type NotePlace = Parameters<typeof noteBinding>[0];

const aes = (key: Bytes, use: "encrypt" | "decrypt") =>
  crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
const parameters = (iv: Bytes, place: NotePlace) => ({
  name: "AES-GCM",
  iv,
  additionalData: utf8(noteBinding(place)),
});

/**
 * Seals a recording under a random key of its own: 12 bytes of IV, then AES-256-GCM of the length of the media type, the type, and the
 * recording. What the server keeps says neither what it is nor how it sounds.
 */
export async function sealNote(recording: Blob, place: NotePlace): Promise<{ sealed: Bytes; key: Bytes }> {
  const key = randomBytes(KEY_BYTES);
  const iv = randomBytes(IV_BYTES);
  const type = utf8(recording.type);
  const plain = concat(new Uint8Array([type.length]), type, new Uint8Array(await recording.arrayBuffer()));
  const cipher = await crypto.subtle.encrypt(parameters(iv, place), await aes(key, "encrypt"), plain);
  return { sealed: concat(iv, new Uint8Array(cipher)), key };
}

/** The recording as it was. Rejects for another key or place, and for anything that was changed. */
export async function openNote(sealed: Bytes, key: Bytes, place: NotePlace): Promise<Blob> {
  const [iv, cipher] = [sealed.slice(0, IV_BYTES), sealed.slice(IV_BYTES)];
  const opened = await crypto.subtle.decrypt(parameters(iv, place), await aes(key, "decrypt"), cipher);
  const plain = new Uint8Array(opened);
  const end = 1 + (plain[0] ?? 0);
  return new Blob([plain.slice(end)], { type: new TextDecoder().decode(plain.slice(1, end)) });
}

/** The key of a note for one device. */
export const wrapNoteKey = (boxKey: string, key: Bytes, place: NotePlace): Promise<Wrapped> =>
  wrapFor(boxKey, key, PURPOSE, noteBinding(place));

export const unwrapNoteKey = (box: CryptoKeyPair, wrap: Wrapped, place: NotePlace): Promise<Bytes> =>
  unwrap(box, wrap, PURPOSE, noteBinding(place));

/** What the device that leaves a note signs: the place, and all that was sealed. */
export const noteText = async (sealed: Bytes, place: NotePlace): Promise<string> =>
  noteStatement(place, toBase64url(await sha256(sealed)));

/** Whether a device has left this very note. */
export async function wasLeftBy(
  signer: { identityKey: string; signature: string },
  sealed: Bytes,
  place: NotePlace,
): Promise<boolean> {
  return hasSigned(signer.identityKey, await noteText(sealed, place), signer.signature);
}

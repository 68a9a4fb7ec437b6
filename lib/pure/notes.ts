/** Longest note, in ms. */
export const NOTE_MS = 60_000;
/** Largest note, in bytes, with what seals it. */
export const MOST_NOTE_BYTES = 8 * 1024 * 1024;

const LENGTH_BYTES = 4;

/** A note on its way to the server: the length of its head (four bytes, the highest first), the head as JSON, and what is sealed. */
export function packNote(head: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(head);
  const packed = new Uint8Array(LENGTH_BYTES + bytes.length + sealed.length);
  new DataView(packed.buffer).setUint32(0, bytes.length);
  packed.set(bytes, LENGTH_BYTES);
  packed.set(sealed, LENGTH_BYTES + bytes.length);
  return packed;
}

/** The opposite; null for what is too short or no JSON. */
export function unpackNote(packed: Uint8Array): { head: unknown; sealed: Uint8Array } | null {
  if (packed.length < LENGTH_BYTES) return null;
  const end = LENGTH_BYTES + new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  if (end > packed.length) return null;
  try {
    const head: unknown = JSON.parse(new TextDecoder().decode(packed.subarray(LENGTH_BYTES, end)));
    return { head, sealed: packed.subarray(end) };
  } catch {
    return null;
  }
}

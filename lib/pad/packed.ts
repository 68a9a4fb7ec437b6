import { type Bytes, concat } from "@/lib/e2ee/bytes";

const ID_BYTES = 16;

/** What is sealed: an update of the CRDT, and which earlier ones are in it and need not be read any more. */
export type Packed = { update: Bytes; replaces: readonly string[] };

/** How many ids, the ids, the update. */
export const pack = ({ update, replaces }: Packed): Bytes =>
  concat(Uint8Array.of(replaces.length), ...replaces.map(bytesOf), update);

/** Throws where it is too short. */
export function unpack(bytes: Bytes): Packed {
  const [count = 0] = bytes;
  const start = 1 + count * ID_BYTES;
  if (bytes.length < start) throw new RangeError("an update of a pad is cut off");
  const replaces = Array.from({ length: count }, (_, at) => idOf(bytes.subarray(1 + at * ID_BYTES)));
  return { update: bytes.slice(start), replaces };
}

const bytesOf = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function idOf(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, ID_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

import { type Bytes, fromBase64url, concat, utf8 } from "../bytes";

const VERSION = new Uint8Array([0, 0]);
const ROUNDS = 5200;
const GROUP_BYTES = 5;
const GROUPS_EACH = 6;

export type Party = { userId: string; rootKey: string };

const sha512 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-512", bytes));

/** Thirty digits of one side: the key hashed 5,200 times over, five bytes a group of five digits. */
async function halfOf({ userId, rootKey }: Party): Promise<string> {
  const key = fromBase64url(rootKey);
  let hash = concat(VERSION, key, utf8(userId));
  for (let round = 0; round < ROUNDS; round += 1) hash = await sha512(concat(hash, key));
  const view = new DataView(hash.buffer);
  return Array.from({ length: GROUPS_EACH }, (_, group) => {
    const at = group * GROUP_BYTES;
    const number = view.getUint8(at) * 2 ** 32 + view.getUint32(at + 1);
    return String(number % 100_000).padStart(5, "0");
  }).join("");
}

/**
 * The number that two people compare: sixty digits of their two root keys and user ids, the same on both sides. It is Signal's numeric
 * fingerprint (libsignal, `rust/protocol/src/fingerprint.rs`: version 0, SHA-512, 5,200 rounds, 30 digits a side, the lower side
 * first), with user ids in place of telephone numbers.
 */
export async function safetyNumber(a: Party, b: Party): Promise<string> {
  const halves = await Promise.all([halfOf(a), halfOf(b)]);
  return halves.toSorted().join("");
}

/** The digits as they are read out: twelve groups of five. */
export const groupsOf = (number: string): string[] => number.match(/\d{5}/g) ?? [];

const MARK = "number=";

/** The text of the QR code: a link to one's own page at this Peal, for the other person's camera. The digits stand in the fragment, which no server sees. */
export const numberLink = (origin: string, ownHandle: string, number: string): string =>
  `${origin}/contacts/${encodeURIComponent(ownHandle)}#${MARK}${number}`;

/** The digits in the fragment of an address, or null where there are none. */
export function scannedNumber(hash: string): string | null {
  const text = hash.replace(/^#/, "");
  return text.startsWith(MARK) && /^\d{60}$/.test(text.slice(MARK.length)) ? text.slice(MARK.length) : null;
}

import { type Bytes, utf8 } from "./bytes";
import { canonical } from "./canonical";
import { type Emoji, emojiTable } from "./emoji";

/** Up to so many members there are emoji. */
const MOST_FOR_EMOJI = 8;
const EMOJI = 7;
const DIGIT_GROUPS = 6;
const BYTES_A_GROUP = 5;
/** Makes it dear to try nonces until two different calls show the same. */
const ITERATIONS = 50_000;

/** What a member adds to the code; the nonce (base64url) was committed to before anyone's was known. */
export type CodeMember = { admissionId: string; identityKey: string; admissionKey: string; nonce: string };
export type CallCode = { emoji: Emoji[] | null; digits: string };

/** What all members of a call see alike, and nobody who stands in between can make alike. The order of the members is of no matter. */
export async function codeOf(callId: string, members: readonly CodeMember[]): Promise<CallCode> {
  const sorted = members.toSorted((a, b) => (a.admissionId < b.admissionId ? -1 : 1));
  const bytes = await stretch(canonical({ type: "peal.code", callId, members: sorted }));
  return {
    emoji: members.length <= MOST_FOR_EMOJI ? emojiOf(bytes.subarray(0, EMOJI)) : null,
    digits: digitsOf(bytes.subarray(EMOJI)),
  };
}

async function stretch(text: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", utf8(text), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-512", salt: utf8("peal e2ee code"), iterations: ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, (EMOJI + DIGIT_GROUPS * BYTES_A_GROUP) * 8));
}

const emojiOf = (bytes: Uint8Array): Emoji[] =>
  Array.from(bytes, (byte) => emojiTable[byte % emojiTable.length] ?? emojiTable[0]);

/** Five digits from each five bytes. */
function digitsOf(bytes: Uint8Array): string {
  const groups = Array.from({ length: DIGIT_GROUPS }, (_, at) => {
    const group = bytes.subarray(at * BYTES_A_GROUP, (at + 1) * BYTES_A_GROUP);
    return group.reduce((number, byte) => number * 256 + byte, 0) % 100_000;
  });
  return groups.map((group) => String(group).padStart(5, "0")).join("");
}

import { dictionary } from "@zxcvbn-ts/language-common";

/** What somebody tries first at a Peal, in any case and with any digits around it. */
const OF_THE_HOUSE = ["peal", "pealcall", "pealpeal", "videocall", "meeting", "password", "livekit"];

let known: Set<string> | undefined;

/**
 * Whether a password is among those that attackers try first: one of some 49,000 that leaks were full of (zxcvbn's list), or a word of the
 * house with nothing but digits and signs around it. Case does not count.
 */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(dictionary["passwords-common"]);
  const small = password.toLowerCase();
  const bare = small.replace(/[^a-z]/g, "");
  return known.has(small) || OF_THE_HOUSE.includes(bare);
}

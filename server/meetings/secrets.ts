import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { config } from "../config";
import { SECRET_BYTES } from "./contract";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const word = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** A new address, such as `abc-defg-hij`: 47 random bits, which limited look-ups cannot run through. */
export const newSlug = (): string => `${word(3)}-${word(4)}-${word(3)}`;

/** A secret of 256 random bits, as letters that an address takes as they are. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** What is kept of a random secret: a plain hash is enough. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

let key: Buffer | undefined;
const macOf = (id: string): string => {
  key ??= Buffer.from(hkdfSync("sha256", config().PEAL_SECRET, "", "peal invitation 1", 32));
  return createHmac("sha256", key).update(id).digest("base64url").slice(0, 22);
};

/** The secret with which somebody who was invited answers: the same in each letter, so it is made from the invitee's id. */
export const invitationToken = (inviteeId: string): string => `${inviteeId}.${macOf(inviteeId)}`;

/** The invitee whom such a secret is of; null for one that this server never gave. */
export function inviteeOf(token: string): string | null {
  const [id = "", mac = ""] = token.split(".");
  const right = Buffer.from(macOf(id));
  const given = Buffer.from(mac);
  return right.length === given.length && timingSafeEqual(right, given) ? id : null;
}

import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 24;

/** A new secret for an invite link: 192 random bits, as letters that an address takes as they are. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

/** What is kept of a secret. It is random, so a plain hash is enough. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

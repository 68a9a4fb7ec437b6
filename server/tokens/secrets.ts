import { createHash, randomBytes } from "node:crypto";
import type { accessTokens } from "./schema";

type Kind = (typeof accessTokens.$inferSelect)["kind"];

/** How a token of each kind begins, so that whoever finds one, a scanner of secrets too, knows what it is. */
const prefixes: Record<Kind, string> = { personal: "peal_pat_", access: "peal_at_", refresh: "peal_rt_" };

/** A new token with 256 random bits. */
export const newToken = (kind: Kind): string => prefixes[kind] + randomBytes(32).toString("base64url");

/** What is kept of a token. It is random, so a plain hash is enough. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

import { z } from "zod";
import { tokenDays, type TokenScope, tokenScopes } from "../../lib/pure/token-scopes";
import { email, name } from "../auth/contract";

export type Scope = TokenScope;
export const scope = z.enum(tokenScopes);

/** Most access tokens of one person at once. */
export const MOST_TOKENS = 20;
const chosen = z
  .array(scope)
  .min(1)
  .transform((all) => tokenScopes.filter((one) => all.includes(one)));

export const createTokenInput = z.object({
  /** What it is for; the device as which it acts is called the same. */
  name,
  scopes: chosen,
  days: z.literal(tokenDays),
});
export type CreateToken = z.output<typeof createTokenInput>;
export const tokenIdInput = z.object({ tokenId: z.uuid() });

/** A live personal access token of one's own; epoch ms. Its secret is told once, when it is made. */
export type Token = {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
};

/** Where a program signs a person in by e-mail and password. */
export const logInInput = z.object({
  email,
  password: z.string().max(256),
  /** All where nothing is said. */
  scopes: chosen.optional(),
  /** What the device is called as which the program acts. */
  deviceName: name.optional(),
});
export type LogIn = z.output<typeof logInInput>;
export const refreshInput = z.object({ refreshToken: z.string().max(256) });

/** A pair of tokens (RFC 6749); `expiresIn` in seconds. */
export const issued = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: z.int(),
  refreshToken: z.string(),
  scopes: z.array(scope),
  userId: z.uuid(),
  deviceId: z.uuid(),
});
export type Issued = z.output<typeof issued>;

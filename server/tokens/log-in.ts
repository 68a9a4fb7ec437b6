import { and, eq, isNull } from "drizzle-orm";
import { tokenScopes } from "../../lib/pure/token-scopes";
import { record } from "../audit";
import { checkPassword, endSessionsOf, type UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { now, nowPlus } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type Issued, type LogIn, type Scope } from "./contract";
import { openDevice } from "./create";
import { isGood, ofLiveSession } from "./live";
import { accessTokens } from "./schema";
import { hashOf, newToken } from "./secrets";

/** How long an access token is good, and for how long it can be renewed without a use, in s. */
const ACCESS_S = 15 * 60;
const REFRESH_S = 30 * 24 * 60 * 60;

/**
 * Signs a person in for a program, which gets a device of its own and a pair of tokens. Refuses with `wrong_credentials` (unknown or
 * wrong, with the same work), `account_suspended` or `rate_limited`.
 */
export async function logIn(db: Database, input: LogIn, address: string): Promise<Issued> {
  const userId = await checkPassword(db, { ...input, address });
  const scopes = input.scopes ?? [...tokenScopes];
  const name = input.deviceName ?? "API";
  return db.transaction(async (tx) => {
    const actor = await openDevice(tx, userId, name, scopes);
    await record(tx, { act: "signed_in", by: userId, details: { program: name } });
    return await issue(tx, actor, name, scopes);
  });
}

/**
 * Exchanges a refresh token, once, for a new pair. One that was exchanged before ends the whole log-in: two have it, and one of them
 * should not. Refuses with `not_signed_in`.
 */
export async function refresh(db: Database, { refreshToken }: { refreshToken: string }): Promise<Issued> {
  const outcome = await db.transaction((tx) => exchange(tx, hashOf(refreshToken)));
  return outcome ?? refuse({ code: "not_signed_in" });
}

/** Null where there is nothing to exchange; what a stolen token ends is ended then, so the transaction must not fail. */
async function exchange(tx: Transaction, secretHash: string): Promise<Issued | null> {
  const isIt = and(eq(accessTokens.secretHash, secretHash), eq(accessTokens.kind, "refresh"));
  const [found] = await tx
    .select({ token: accessTokens })
    .from(accessTokens)
    .innerJoin(userDevices, ofLiveSession)
    .where(and(isIt, isGood));
  if (!found) return null;
  const { userId, deviceId, sessionId, name, scopes } = found.token;
  const exchanged = await tx
    .update(accessTokens)
    .set({ exchangedAt: now })
    .where(and(isIt, isNull(accessTokens.exchangedAt)))
    .returning({ id: accessTokens.id });
  if (exchanged.length === 0) {
    await endSessionsOf(tx, [deviceId]);
    return null;
  }
  return await issue(tx, { kind: "user", userId, deviceId, sessionId }, name, scopes);
}

async function issue(
  tx: Transaction,
  { userId, deviceId, sessionId }: UserActor,
  name: string,
  scopes: Scope[],
): Promise<Issued> {
  const [accessToken, refreshToken] = [newToken("access"), newToken("refresh")];
  const common = { userId, deviceId, sessionId, name, scopes };
  await tx.insert(accessTokens).values([
    { ...common, kind: "access", secretHash: hashOf(accessToken), expiresAt: nowPlus(ACCESS_S * 1000) },
    { ...common, kind: "refresh", secretHash: hashOf(refreshToken), expiresAt: nowPlus(REFRESH_S * 1000) },
  ]);
  return { accessToken, tokenType: "Bearer", expiresIn: ACCESS_S, refreshToken, scopes, userId, deviceId };
}

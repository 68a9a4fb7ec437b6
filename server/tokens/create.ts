import { and, count, eq, sql } from "drizzle-orm";
import { record } from "../audit";
import { bindDevice, type UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { nowPlus } from "../clock";
import { config } from "../config";
import { newProfile } from "../cookies";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { type CreateToken, MOST_TOKENS, type Scope, type Token } from "./contract";
import { isGood, ofLiveSession } from "./live";
import { tokenColumns } from "./queries";
import { accessTokens } from "./schema";
import { hashOf, newToken } from "./secrets";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Makes a personal access token, and the device as which it acts. The secret is in this answer and nowhere else. Refuses with
 * `too_many_tokens` or `rate_limited`.
 */
export async function createToken(
  db: Database,
  actor: UserActor,
  { name, scopes, days }: CreateToken,
): Promise<Token & { secret: string }> {
  const secret = newToken("personal");
  return db.transaction(async (tx) => {
    await limit(tx, { key: `access-token:${actor.userId}`, rate: config().PEAL_LIMIT_ACCESS_TOKEN });
    await refuseOneMore(tx, actor);
    const { userId, deviceId, sessionId } = await openDevice(tx, actor.userId, name, scopes);
    const [token] = await tx
      .insert(accessTokens)
      .values({
        userId,
        deviceId,
        sessionId,
        kind: "personal",
        name,
        scopes,
        secretHash: hashOf(secret),
        expiresAt: nowPlus(days * DAY_MS),
      })
      .returning(tokenColumns);
    const details = { name, scopes: scopes.join(" "), days };
    await record(tx, { act: "token_made", by: userId, details });
    return { ...(token as Token), secret };
  });
}

/** A device of its own for a program. Calls ring on it where the program may know of them. */
export function openDevice(
  tx: Transaction,
  userId: string,
  name: string,
  scopes: readonly Scope[],
): Promise<UserActor> {
  const described = { name, kind: "desktop" as const, ringEnabled: scopes.includes("calls:read") };
  return bindDevice(tx, userId, newProfile(), described);
}

async function refuseOneMore(tx: Transaction, { userId }: UserActor): Promise<void> {
  // Two at once: the second counts the first.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tokens:${userId}`}, 0))`);
  const [have] = await tx
    .select({ live: count() })
    .from(accessTokens)
    .innerJoin(userDevices, ofLiveSession)
    .where(and(eq(accessTokens.userId, userId), eq(accessTokens.kind, "personal"), isGood));
  if ((have?.live ?? 0) >= MOST_TOKENS) refuse({ code: "too_many_tokens", most: MOST_TOKENS });
}

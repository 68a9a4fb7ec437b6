import { and, eq, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { TokenActor } from "../auth";
import { userDevices } from "../auth/schema";
import { now } from "../clock";
import type { Connection } from "../db";
import { isGood, ofLiveSession } from "./live";
import { accessTokens } from "./schema";
import { hashOf } from "./secrets";

/**
 * The program that a token is of, or null for one that is unknown, over, revoked, or good for refreshing alone. Its use is noted, once
 * a minute at most. The device is not marked as seen: a device in a call that is seen without a live connection would count as crashed.
 */
export async function readToken(db: Connection, token: string): Promise<TokenActor | null> {
  const [found] = await db
    .select({
      tokenId: accessTokens.id,
      userId: accessTokens.userId,
      deviceId: accessTokens.deviceId,
      sessionId: accessTokens.sessionId,
      scopes: accessTokens.scopes,
    })
    .from(accessTokens)
    .innerJoin(userDevices, ofLiveSession)
    .where(and(eq(accessTokens.secretHash, hashOf(token)), ne(accessTokens.kind, "refresh"), isGood));
  if (!found) return null;
  await db
    .update(accessTokens)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(accessTokens.id, found.tokenId),
        or(isNull(accessTokens.lastUsedAt), lt(accessTokens.lastUsedAt, sql`${now} - interval '1 minute'`)),
      ),
    );
  return { kind: "token", ...found };
}

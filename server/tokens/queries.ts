import { and, desc, eq, type SQL } from "drizzle-orm";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { Token } from "./contract";
import { isGood, ofLiveSession } from "./live";
import { accessTokens } from "./schema";

/** The columns that make a `Token`. */
export const tokenColumns = {
  id: accessTokens.id,
  name: accessTokens.name,
  scopes: accessTokens.scopes,
  createdAt: epochMs(accessTokens.createdAt),
  expiresAt: epochMs(accessTokens.expiresAt),
  lastUsedAt: epochMs(accessTokens.lastUsedAt) as SQL<number | null>,
};

/** A person's live personal access tokens, the newest first; never their secrets. */
export async function listTokens(db: Connection, actor: UserActor): Promise<Token[]> {
  return await db
    .select(tokenColumns)
    .from(accessTokens)
    .innerJoin(userDevices, ofLiveSession)
    .where(and(eq(accessTokens.userId, actor.userId), eq(accessTokens.kind, "personal"), isGood))
    .orderBy(desc(accessTokens.createdAt), accessTokens.id);
}

import { and, eq } from "drizzle-orm";
import { record } from "../audit";
import { endSessionsOf, type UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { accessTokens } from "./schema";

/** Revokes one of a person's own tokens: its device signs out, which ends the calls that it is on. Refuses with `not_found`. */
export async function revokeToken(
  db: Database,
  actor: UserActor,
  { tokenId }: { tokenId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [revoked] = await tx
      .delete(accessTokens)
      .where(
        and(
          eq(accessTokens.id, tokenId),
          eq(accessTokens.userId, actor.userId),
          eq(accessTokens.kind, "personal"),
        ),
      )
      .returning({ deviceId: accessTokens.deviceId, name: accessTokens.name });
    if (!revoked) refuse({ code: "not_found" });
    await endSessionsOf(tx, [revoked.deviceId]);
    await record(tx, { act: "token_revoked", by: actor.userId, details: { name: revoked.name } });
  });
}

import { and, count, eq, gt, lte, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { epochMs, now, nowPlus } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { INVITE_MS, type Invite, MOST_INVITES } from "./contract";
import { hashOf, newToken } from "./invite-tokens";
import { invitations } from "./schema";

/** The columns that make an `Invite`. */
export const inviteColumns = {
  id: invitations.id,
  createdAt: epochMs(invitations.createdAt),
  expiresAt: epochMs(invitations.expiresAt),
};

/**
 * Makes an invite link, good for 14 days and for any number of people. The secret is in this answer and nowhere else. Refuses
 * with `too_many_invites`.
 */
export async function createInvite(db: Database, actor: UserActor): Promise<Invite & { token: string }> {
  const token = newToken();
  return db.transaction(async (tx) => {
    // Two at once: the second counts the first.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`invites:${actor.userId}`}, 0))`);
    const mine = eq(invitations.userId, actor.userId);
    await tx.delete(invitations).where(and(mine, lte(invitations.expiresAt, now)));
    const [have] = await tx
      .select({ live: count() })
      .from(invitations)
      .where(and(mine, gt(invitations.expiresAt, now)));
    if ((have?.live ?? 0) >= MOST_INVITES) refuse({ code: "too_many_invites", most: MOST_INVITES });
    const [invite] = await tx
      .insert(invitations)
      .values({ userId: actor.userId, tokenHash: hashOf(token), expiresAt: nowPlus(INVITE_MS) })
      .returning(inviteColumns);
    return { ...(invite as Invite), token };
  });
}

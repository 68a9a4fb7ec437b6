import { and, eq, gt } from "drizzle-orm";
import { type Actor, personColumns } from "../auth";
import { users } from "../auth/schema";
import { now } from "../clock";
import { config } from "../config";
import type { Connection, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { Invitation } from "./contract";
import { hashOf } from "./invite-tokens";
import { getContact } from "./queries";
import { invitations } from "./schema";

/** The link of this secret, as long as it is good. */
export const isLive = (token: string) =>
  and(eq(invitations.tokenHash, hashOf(token)), gt(invitations.expiresAt, now));

/** Counts one look-up of a link: by person, and by address for one who is not signed in. */
export function limitLooks(db: Connection, actor: Actor, address: string): Promise<void> {
  const who = actor.kind === "user" ? actor.userId : address;
  return limit(db, { key: `link:${who}`, rate: config().PEAL_LIMIT_LINK });
}

/** Whose link it is, held so that it cannot be revoked before the transaction ends. Refuses with `not_found`. */
export async function lockInviter(tx: Transaction, token: string): Promise<string> {
  const [link] = await tx
    .select({ userId: invitations.userId })
    .from(invitations)
    .where(isLive(token))
    .for("share");
  return link?.userId ?? refuse({ code: "not_found" });
}

/**
 * Whom a link is from. A link that never was, is over or was revoked is one answer, `not_found`; looks are limited
 * (`rate_limited`). Blocks change nothing of what is seen here.
 */
export async function lookAtInvite(
  db: Connection,
  actor: Actor,
  token: string,
  address: string,
): Promise<Invitation> {
  await limitLooks(db, actor, address);
  const [found] = await db
    .select({ person: personColumns() })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .where(isLive(token));
  if (!found) refuse({ code: "not_found" });
  if (actor.kind !== "user") return { ...found, state: "none" };
  const { state } = await getContact(db, actor, eq(users.id, found.person.id));
  return { ...found, state };
}

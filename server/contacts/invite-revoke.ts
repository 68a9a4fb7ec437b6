import { and, desc, eq, gt } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Connection } from "../db";
import { refuse } from "../errors";
import type { Invite } from "./contract";
import { inviteColumns } from "./invite-create";
import { invitations } from "./schema";

/** The actor's live invite links, the newest first. */
export function listInvites(db: Connection, actor: UserActor): Promise<Invite[]> {
  return db
    .select(inviteColumns)
    .from(invitations)
    .where(and(eq(invitations.userId, actor.userId), gt(invitations.expiresAt, now)))
    .orderBy(desc(invitations.createdAt));
}

/** Ends an invite link at once; who came by it stays a contact. Refuses with `not_found`. */
export async function revokeInvite(db: Connection, actor: UserActor, inviteId: string): Promise<void> {
  const gone = await db
    .delete(invitations)
    .where(and(eq(invitations.id, inviteId), eq(invitations.userId, actor.userId)))
    .returning({ id: invitations.id });
  if (gone.length === 0) refuse({ code: "not_found" });
}

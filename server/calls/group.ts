import { and, eq, ne } from "drizzle-orm";
import type { UserActor } from "../auth";
import { contactGroupMembers, contactGroups } from "../contacts/schema";
import type { Transaction } from "../db";
import { refuse } from "../errors";

/** The people of one of the actor's own groups. An unknown group and somebody else's are one answer, `not_found`. */
export async function groupPeople(tx: Transaction, actor: UserActor, groupId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: contactGroupMembers.userId })
    .from(contactGroups)
    .leftJoin(
      contactGroupMembers,
      and(eq(contactGroupMembers.groupId, contactGroups.id), ne(contactGroupMembers.userId, actor.userId)),
    )
    .where(and(eq(contactGroups.id, groupId), eq(contactGroups.ownerId, actor.userId)));
  if (rows.length === 0) refuse({ code: "not_found" });
  return rows.flatMap((row) => (row.userId ? [row.userId] : []));
}

import { and, count, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type Group, MOST_MEMBERS } from "./contract";
import type { OwnGroup } from "./group-access";
import { changedGroup } from "./group-change";
import { callability } from "./queries";
import { contactGroupMembers } from "./schema";

/** Writes members into a group that is held. Everyone must be the actor's contact, or nobody comes in. */
export async function addTo(
  tx: Transaction,
  actor: UserActor,
  group: OwnGroup,
  people: readonly string[],
): Promise<void> {
  const standings = await callability(tx, actor.userId, people);
  if (standings.some((one) => one.iBlockedThem)) refuse({ code: "you_blocked_them" });
  if (standings.some((one) => !one.isContact)) refuse({ code: "person_not_found" });
  await tx
    .insert(contactGroupMembers)
    .values(people.map((userId) => ({ groupId: group.id, userId })))
    .onConflictDoNothing();
  const [have] = await tx
    .select({ members: count() })
    .from(contactGroupMembers)
    .where(eq(contactGroupMembers.groupId, group.id));
  if ((have?.members ?? 0) > MOST_MEMBERS) refuse({ code: "too_many_people", most: MOST_MEMBERS + 1 });
}

/**
 * Puts contacts into a group; one who is in it already stays. Refuses with `not_found` (the group), `person_not_found` and
 * `you_blocked_them` (any of the people), `too_many_people`.
 */
export function addMembers(
  db: Database,
  actor: UserActor,
  { groupId, people }: { groupId: string; people: string[] },
): Promise<Group> {
  return changedGroup(db, actor, groupId, (tx, group) => addTo(tx, actor, group, people));
}

/** Takes a person out of a group, contact or not. Who is not in it changes nothing. Refuses with `not_found` (the group). */
export function removeMember(
  db: Database,
  actor: UserActor,
  { groupId, personId }: { groupId: string; personId: string },
): Promise<Group> {
  return changedGroup(db, actor, groupId, (tx, group) =>
    tx
      .delete(contactGroupMembers)
      .where(and(eq(contactGroupMembers.groupId, group.id), eq(contactGroupMembers.userId, personId))),
  );
}

import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { users } from "../auth/schema";
import type { Connection } from "../db";
import { refuse } from "../errors";
import type { Group, GroupMember } from "./contract";
import { type ContactRow, contactBetween } from "./queries";
import { contactGroupMembers, contactGroups } from "./schema";

type Viewer = { userId: string };

const toMember = ({ person, mine, theirs, isBlockedByMe }: ContactRow): GroupMember => ({
  ...person,
  isContact: mine === "accepted" && theirs === "accepted" && !isBlockedByMe,
});

async function readGroups(db: Connection, actor: Viewer, where?: SQL): Promise<Group[]> {
  const groups = await db
    .select({ id: contactGroups.id, name: contactGroups.name })
    .from(contactGroups)
    .where(and(eq(contactGroups.ownerId, actor.userId), where))
    .orderBy(asc(sql`lower(${contactGroups.name})`), asc(contactGroups.id));
  if (groups.length === 0) return [];
  const ids = groups.map((group) => group.id);
  const members = await db
    .select()
    .from(contactGroupMembers)
    .where(inArray(contactGroupMembers.groupId, ids));
  const people = await peopleOf(db, actor, [...new Set(members.map((member) => member.userId))]);
  const isIn = new Set(members.map((member) => `${member.groupId} ${member.userId}`));
  return groups.map((group) => ({
    ...group,
    members: people.filter((person) => isIn.has(`${group.id} ${person.id}`)),
  }));
}

async function peopleOf(db: Connection, actor: Viewer, ids: string[]): Promise<GroupMember[]> {
  if (ids.length === 0) return [];
  return (await contactBetween(db, actor, inArray(users.id, ids))).map(toMember);
}

/** The actor's groups by name, each with its members: favourites first, then by name. */
export function listGroups(db: Connection, actor: Viewer): Promise<Group[]> {
  return readGroups(db, actor);
}

/** One of the actor's own groups. An unknown one and somebody else's are one answer, `not_found`. */
export async function getGroup(db: Connection, actor: Viewer, groupId: string): Promise<Group> {
  const [group] = await readGroups(db, actor, eq(contactGroups.id, groupId));
  return group ?? refuse({ code: "not_found" });
}

/**
 * Whom a call of one of a person's own groups rings: the members who are contacts. An unknown group and somebody else's are one
 * answer, `not_found`.
 */
export async function groupPeople(tx: Connection, ownerId: string, groupId: string): Promise<string[]> {
  const { members } = await getGroup(tx, { userId: ownerId }, groupId);
  return members.filter((member) => member.isContact).map((member) => member.id);
}

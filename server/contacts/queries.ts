import { and, asc, desc, eq, inArray, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { personColumns } from "../auth";
import { users } from "../auth/schema";
import type { Connection } from "../db";
import { refuse } from "../errors";
import type { Contact, ContactState } from "./contract";
import { blocks, contacts } from "./schema";

const mine = alias(contacts, "mine");
const theirs = alias(contacts, "theirs");
const myBlock = alias(blocks, "my_block");
const theirBlock = alias(blocks, "their_block");

/** Whose view it is. */
type Viewer = { userId: string };

/** How two people stand to each other, both sides of it: only verbs look at the other's side. */
export type ContactRow = Awaited<ReturnType<typeof contactBetween>>[number];

/** People by a condition on `users`, with how they and the actor stand to each other. */
export function contactBetween(db: Connection, actor: Viewer, where: SQL | undefined) {
  return (
    db
      .select({
        person: personColumns(),
        mine: mine.state,
        theirs: theirs.state,
        isFavourite: sql<boolean>`coalesce(${mine.isFavourite}, false)`,
        ringTone: mine.ringTone,
        isSilenced: sql<boolean>`coalesce(${mine.isSilenced}, false)`,
        isSilencedByThem: sql<boolean>`coalesce(${theirs.isSilenced}, false)`,
        isBlockedByMe: sql<boolean>`${myBlock.userId} is not null`,
        isBlockedByThem: sql<boolean>`${theirBlock.userId} is not null`,
      })
      .from(users)
      .leftJoin(mine, and(eq(mine.userId, actor.userId), eq(mine.contactId, users.id)))
      .leftJoin(theirs, and(eq(theirs.userId, users.id), eq(theirs.contactId, actor.userId)))
      .leftJoin(myBlock, and(eq(myBlock.userId, actor.userId), eq(myBlock.blockedId, users.id)))
      .leftJoin(theirBlock, and(eq(theirBlock.userId, users.id), eq(theirBlock.blockedId, actor.userId)))
      // An account that was deleted is nobody: not found, not asked, not called.
      .where(and(where, isNull(users.endedAt)))
      .orderBy(desc(sql`coalesce(${mine.isFavourite}, false)`), asc(sql`lower(${users.name})`), asc(users.id))
  );
}

function stateOf(row: ContactRow, actor: Viewer): ContactState {
  if (row.person.id === actor.userId) return "self";
  if (row.isBlockedByMe) return "blocked";
  return row.mine ?? "none";
}

/** What the actor sees: nothing of the other's side. */
export function toContact(row: ContactRow, actor: Viewer): Contact {
  const state = stateOf(row, actor);
  const { isFavourite, isSilenced, ringTone } = row;
  return {
    ...row.person,
    state,
    ...(state === "accepted"
      ? { isFavourite, isSilenced, ringTone }
      : { isFavourite: false, isSilenced: false, ringTone: null }),
  };
}

/** One person as the actor sees them, by a condition on `users`. Refuses with `person_not_found`. */
export async function getContact(db: Connection, actor: Viewer, where: SQL): Promise<Contact> {
  const [row] = await contactBetween(db, actor, where);
  return row ? toContact(row, actor) : refuse({ code: "person_not_found" });
}

export type ContactList = Record<"contacts" | "received" | "requested" | "blocked", Contact[]>;

/** Everybody the actor has to do with, favourites first, then by name. */
export async function listContacts(db: Connection, actor: Viewer): Promise<ContactList> {
  const related = sql`${users.id} in (
    select ${contacts.contactId} from ${contacts} where ${contacts.userId} = ${actor.userId}
    union select ${blocks.blockedId} from ${blocks} where ${blocks.userId} = ${actor.userId})`;
  const people = (await contactBetween(db, actor, related)).map((row) => toContact(row, actor));
  const inState = (state: ContactState) => people.filter((person) => person.state === state);
  return {
    contacts: inState("accepted"),
    received: inState("received"),
    requested: inState("requested"),
    blocked: inState("blocked"),
  };
}

/** Whether one person may call another, and what stands between them. */
export type Callability = {
  personId: string;
  exists: boolean;
  /** The person exists, and both are in each other's contacts. */
  isContact: boolean;
  iBlockedThem: boolean;
  theyBlockedMe: boolean;
  /** They want my calls shown without a sound. */
  theySilencedMe: boolean;
};

/** How people stand to a caller, in one query: one answer for each id, in that order; unknown ids are no contacts. */
export async function callability(
  tx: Connection,
  callerId: string,
  personIds: readonly string[],
): Promise<Callability[]> {
  const rows = personIds.length
    ? await contactBetween(tx, { userId: callerId }, inArray(users.id, [...personIds]))
    : [];
  const byId = new Map(rows.map((row) => [row.person.id, row]));
  return personIds.map((personId) => {
    const row = byId.get(personId);
    return {
      personId,
      exists: row !== undefined,
      isContact: row?.mine === "accepted" && row.theirs === "accepted",
      iBlockedThem: row?.isBlockedByMe ?? false,
      theyBlockedMe: row?.isBlockedByThem ?? false,
      theySilencedMe: row?.isSilencedByThem ?? false,
    };
  });
}

/** How many requests wait for each of these people, but those of people they blocked; 0 is left out. */
export async function requestCounts(
  tx: Connection,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  if (!userIds.length) return new Map();
  const blocked = tx
    .select({ one: sql`1` })
    .from(blocks)
    .where(and(eq(blocks.userId, contacts.userId), eq(blocks.blockedId, contacts.contactId)));
  const rows = await tx
    .select({ userId: contacts.userId, count: sql<number>`count(*)::int` })
    .from(contacts)
    .where(and(inArray(contacts.userId, [...userIds]), eq(contacts.state, "received"), notExists(blocked)))
    .groupBy(contacts.userId);
  return new Map(rows.map((row) => [row.userId, row.count]));
}

/** Of whom a person sees how they are, among those who are contacts on both sides. */
export type Visible = {
  seen: string[];
  /** They blocked the person, who must not learn of it. */
  unseen: string[];
};

/** Of whom each of these people sees the presence; those whom they blocked are left out. */
export async function visibleContacts(
  tx: Connection,
  userIds: readonly string[],
): Promise<Map<string, Visible>> {
  const visible = new Map<string, Visible>(userIds.map((userId) => [userId, { seen: [], unseen: [] }]));
  if (!userIds.length) return visible;
  const rows = await tx
    .select({
      userId: mine.userId,
      contactId: mine.contactId,
      isBlockedByThem: sql<boolean>`${theirBlock.userId} is not null`,
    })
    .from(mine)
    .innerJoin(theirs, and(eq(theirs.userId, mine.contactId), eq(theirs.contactId, mine.userId)))
    .leftJoin(myBlock, and(eq(myBlock.userId, mine.userId), eq(myBlock.blockedId, mine.contactId)))
    .leftJoin(theirBlock, and(eq(theirBlock.userId, mine.contactId), eq(theirBlock.blockedId, mine.userId)))
    .where(
      and(
        inArray(mine.userId, [...userIds]),
        eq(mine.state, "accepted"),
        eq(theirs.state, "accepted"),
        isNull(myBlock.userId),
      ),
    );
  for (const row of rows)
    visible.get(row.userId)?.[row.isBlockedByThem ? "unseen" : "seen"].push(row.contactId);
  return visible;
}

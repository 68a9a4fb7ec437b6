import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { calls } from "../calls/schema";
import { epochMs, now } from "../clock";
import type { Connection, Transaction } from "../db";
import { users } from "../auth/schema";
import type { MeetingState } from "./contract";
import { guests, meetingParticipants, meetings } from "./schema";

export type Standing = typeof meetingParticipants.$inferSelect;
/** How somebody stands at the door of a meeting; `outside` who has not knocked, or was let into an earlier session. */
export type DoorState = MeetingState | "outside";
export type Door = { state: DoorState; message: string | null };

/** How long it holds that somebody was let in where no session runs, and how long before one begins. In ms. */
const LET_IN_MS = 10 * 60_000;
/** A knock of whom nothing was heard for so long is not shown. In ms. */
export const KNOCK_MS = 35_000;
/** For how long somebody with an account is told how it ended. In ms. */
const TOLD_MS = 60_000;

const ms = (span: number): SQL => sql`${span} * interval '1 millisecond'`;

/** Of a row of `meeting_participants`: they were let in, for the session that runs or the one that is about to. */
export const isLetIn = sql<boolean>`(${meetingParticipants.state} = 'admitted' and ${meetingParticipants.admittedAt} > coalesce(
  (select c.started_at from ${calls} c where c.meeting_id = meeting_participants.meeting_id and c.state <> 'ended'),
  ${now}) - ${ms(LET_IN_MS)})`;

/** Of a row of `meeting_participants`: they wait, and a page of theirs is there. */
export const isWaiting = sql`${meetingParticipants.state} = 'waiting' and ${meetingParticipants.seenAt} > ${now} - ${ms(KNOCK_MS)}`;

const doorState = sql<DoorState>`case when ${meetingParticipants.state} <> 'admitted' then ${meetingParticipants.state}
  when ${isLetIn} then 'admitted' else 'outside' end`;
/** Of a row of `meeting_participants`: it is theirs. */
export const ofPerson = ({ kind, userId }: CallActor): SQL =>
  kind === "guest" ? eq(meetingParticipants.guestId, userId) : eq(meetingParticipants.userId, userId);

/** Somebody's row at a meeting, locked, and whether it lets them in; null for who never knocked. */
export async function findStanding(
  tx: Transaction,
  meetingId: string,
  actor: CallActor,
): Promise<(Standing & { isLetIn: boolean }) | null> {
  const [row] = await tx
    .select({ standing: meetingParticipants, isLetIn })
    .from(meetingParticipants)
    .where(and(eq(meetingParticipants.meetingId, meetingId), ofPerson(actor)))
    .for("update", { of: meetingParticipants });
  return row ? { ...row.standing, isLetIn: row.isLetIn } : null;
}

/** How it stands with these guests; who is none any more is absent. */
export async function guestStandings(
  db: Connection,
  guestIds: readonly string[],
): Promise<Map<string, Door>> {
  if (guestIds.length === 0) return new Map();
  const rows = await db
    .select({ id: guests.id, state: doorState, message: meetings.waitingMessage })
    .from(guests)
    .innerJoin(meetings, eq(meetings.id, guests.meetingId))
    .leftJoin(meetingParticipants, eq(meetingParticipants.guestId, guests.id))
    .where(
      and(
        inArray(guests.id, [...guestIds]),
        sql`${guests.expiresAt} > ${now} and ${guests.userId} is null and ${meetings.cancelledAt} is null`,
      ),
    );
  return new Map(rows.map(({ id, ...door }) => [id, seenFrom(door)]));
}

/** What the host has to say is for those who wait. */
const seenFrom = ({ state, message }: Door): Door => {
  const known = state ?? "outside";
  return { state: known, message: known === "waiting" ? message : null };
};

export type Knock = { participantId: string; name: string; isGuest: boolean; knockedAt: number };
export type Knocks = {
  meetingId: string;
  slug: string;
  topic: string;
  message: string | null;
  people: Knock[];
};
export type Doors = { knocks: Knocks[]; entries: (Door & { meetingId: string })[] };

/** Who knocks at these people's meetings, and how it stands with those at whose doors they are themselves. Two queries for any number. */
export async function doorSnapshot(db: Connection, userIds: string[]): Promise<Map<string, Doors>> {
  if (userIds.length === 0) return new Map();
  const [knocks, entries] = await Promise.all([knocksOf(db, userIds), entriesOf(db, userIds)]);
  const doors = new Map<string, Doors>();
  const of = (id: string) => doors.get(id) ?? doors.set(id, { knocks: [], entries: [] }).get(id);
  for (const { hostId, meetingId, slug, topic, message, ...person } of knocks) {
    const all = of(hostId)?.knocks;
    const known = all?.find((one) => one.meetingId === meetingId);
    if (known) known.people.push(person);
    else all?.push({ meetingId, slug, topic, message, people: [person] });
  }
  for (const { userId, ...entry } of entries) of(userId)?.entries.push({ ...entry, ...seenFrom(entry) });
  return doors;
}

/**
 * SQL: a table of `meeting_id` and `user_id`: those who let in and are told of knocks, whose meeting it is and who has a host's rights in it.
 */
export const hosts = sql`(
    select m.id as meeting_id, m.host_id as user_id from ${meetings} m
    union
    select p.meeting_id, p.user_id from ${meetingParticipants} p
    where p.user_id is not null and p.state = 'admitted' and coalesce(p.session_role, p.role) <> 'participant'
  )`;

type KnockRow = Omit<Knocks, "people"> & Knock & { hostId: string };

async function knocksOf(db: Connection, userIds: string[]): Promise<KnockRow[]> {
  return await db.execute<KnockRow>(sql`
    select h.user_id as "hostId", w.meeting_id as "meetingId", m.slug, m.topic, m.waiting_message as message,
      w.id as "participantId", coalesce(u.name, g.name) as name, w.guest_id is not null as "isGuest",
      ${epochMs(sql`w.knocked_at`)} as "knockedAt"
    from ${meetingParticipants} w
    join ${hosts} h on h.meeting_id = w.meeting_id
    join ${meetings} m on m.id = w.meeting_id
    left join ${users} u on u.id = w.user_id
    left join ${guests} g on g.id = w.guest_id
    where h.user_id = any(${sql.param(userIds)}::uuid[]) and w.state = 'waiting' and w.seen_at > ${now} - ${ms(KNOCK_MS)}
    order by w.knocked_at, w.id`);
}

async function entriesOf(db: Connection, userIds: string[]) {
  const rows = await db
    .select({
      userId: sql<string>`${meetingParticipants.userId}`,
      meetingId: meetingParticipants.meetingId,
      state: doorState,
      message: meetings.waitingMessage,
    })
    .from(meetingParticipants)
    .innerJoin(meetings, eq(meetings.id, meetingParticipants.meetingId))
    .where(
      and(
        inArray(meetingParticipants.userId, userIds),
        sql`(${meetingParticipants.state} = 'waiting' or ${meetingParticipants.state} = 'removed'
          or greatest(${meetingParticipants.admittedAt}, ${meetingParticipants.deniedAt}) > ${now} - ${ms(TOLD_MS)})`,
      ),
    );
  return rows;
}

/** Those who let in and are told of knocks. */
export async function hostIdsOf(tx: Connection, meetingId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select h.user_id as id from ${hosts} h where h.meeting_id = ${meetingId}`,
  );
  return rows.map((row) => row.id);
}

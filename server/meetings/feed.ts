import { and, desc, eq, exists, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { calendarFile } from "../../lib/pure/icalendar";
import words from "../../messages/en/mail.json";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { now } from "../clock";
import { config } from "../config";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { eventsOf, zoneBlocks } from "./calendar";
import { isExpected } from "./invited";
import { calendarFeeds, meetingInvitees, meetingParticipants, meetings } from "./schema";
import { hashOf, newSecret } from "./secrets";

/** Most meetings in one feed, the latest first, and how long one that is over stays in it, in days. */
const MOST_EVENTS = 500;
const KEPT_DAYS = 90;

/** Makes the secret address under which calendars fetch the actor's meetings; the one before ends. It is in this answer and nowhere else. */
export async function newFeed(db: Connection, actor: UserActor): Promise<{ path: string }> {
  const token = newSecret();
  const tokenHash = hashOf(token);
  await db
    .insert(calendarFeeds)
    .values({ userId: actor.userId, tokenHash })
    .onConflictDoUpdate({ target: calendarFeeds.userId, set: { tokenHash, createdAt: now } });
  return { path: `/api/calendar/${token}.ics` };
}

/** Ends it. */
export async function endFeed(db: Connection, actor: UserActor): Promise<void> {
  await db.delete(calendarFeeds).where(eq(calendarFeeds.userId, actor.userId));
}

/** The meetings of whoever's secret it is, as calendars read them, without the secrets of links. Refuses with `not_found` or `rate_limited`. */
export async function readFeed(db: Connection, token: string, address: string): Promise<string> {
  await limit(db, { key: `feed:${address}`, rate: config().PEAL_LIMIT_LINK });
  const [owner] = await db
    .select({ id: users.id, email: users.email })
    .from(calendarFeeds)
    .innerJoin(users, eq(users.id, calendarFeeds.userId))
    .where(eq(calendarFeeds.tokenHash, hashOf(token)));
  if (!owner) refuse({ code: "not_found" });
  const rows = await db
    .select({ meeting: meetings, host: { name: users.name, email: users.email } })
    .from(meetings)
    .innerJoin(users, eq(users.id, meetings.hostId))
    .where(
      and(
        isNotNull(meetings.startsAt),
        isNull(meetings.cancelledAt),
        or(isNull(meetings.endsAt), sql`${meetings.endsAt} > ${now} - ${KEPT_DAYS} * interval '1 day'`),
        concerns(db, owner),
      ),
    )
    .orderBy(desc(meetings.startsAt))
    .limit(MOST_EVENTS);
  const events = rows.flatMap(({ meeting, host }) => eventsOf(meeting, host));
  return calendarFile("PUBLISH", events, zoneBlocks(events.map(({ timeZone }) => timeZone)), words.feedName);
}

/** Of a row of `meetings`: the person has a host's rights in it, or is invited and has not declined. */
export const concerns = (db: Connection, person: { id: string; email: string | SQL }) =>
  or(
    exists(
      db
        .select({ one: sql`1` })
        .from(meetingParticipants)
        .where(
          and(
            eq(meetingParticipants.meetingId, meetings.id),
            eq(meetingParticipants.userId, person.id),
            eq(meetingParticipants.state, "admitted"),
            ne(meetingParticipants.role, "participant"),
          ),
        ),
    ),
    exists(
      db
        .select({ one: sql`1` })
        .from(meetingInvitees)
        .where(
          and(
            eq(meetingInvitees.meetingId, meetings.id),
            eq(meetingInvitees.email, sql`lower(${person.email})`),
            isExpected,
          ),
        ),
    ),
  );

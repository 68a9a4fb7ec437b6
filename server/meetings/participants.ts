import { and, asc, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { findSession } from "../calls";
import { callParticipants } from "../calls/schema";
import type { Database } from "../db";
import { meetingHost } from "./access";
import type { MeetingRole } from "./contract";
import { isSamePerson, roleInSession } from "./in-session";
import { guests, meetingParticipants, meetings } from "./schema";

/** Somebody who is in the session that runs; `userId` and `handle` are null for a guest. */
export type MeetingPerson = {
  participantId: string;
  name: string;
  userId: string | null;
  handle: string | null;
  isGuest: boolean;
  role: MeetingRole;
};

/**
 * Who is in a meeting now, whoever came first in front; nobody where no session runs. For its hosts, and for who is in it. Refuses with
 * `not_host` or `not_found`.
 */
export async function listParticipants(
  db: Database,
  actor: UserActor,
  meetingId: string,
): Promise<MeetingPerson[]> {
  return db.transaction(async (tx) => {
    const session = await findSession(tx, meetingId);
    const people = await tx
      .select({
        participantId: callParticipants.id,
        name: sql<string>`coalesce(${users.name}, ${guests.name}, '')`,
        userId: callParticipants.userId,
        handle: users.handle,
        isGuest: sql<boolean>`${callParticipants.guestId} is not null`,
        role: roleInSession,
      })
      .from(callParticipants)
      .innerJoin(meetingParticipants, and(eq(meetingParticipants.meetingId, meetingId), isSamePerson))
      .innerJoin(meetings, eq(meetings.id, meetingParticipants.meetingId))
      .leftJoin(users, eq(users.id, callParticipants.userId))
      .leftJoin(guests, eq(guests.id, callParticipants.guestId))
      .where(
        and(
          session ? eq(callParticipants.callId, session.id) : sql`false`,
          eq(callParticipants.state, "connected"),
        ),
      )
      .orderBy(asc(callParticipants.connectedAt), callParticipants.id);
    if (!people.some(({ userId }) => userId === actor.userId)) await meetingHost(tx, actor, meetingId);
    return people;
  });
}

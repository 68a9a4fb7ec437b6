import { and, eq, isNull } from "drizzle-orm";
import { users } from "../auth/schema";
import { now, serverTime } from "../clock";
import { config } from "../config";
import type { Connection, Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { topicOf } from "./calendar";
import type { Invited, Response } from "./contract";
import { tellVersions } from "./news";
import { occurrenceAt, repeatsOf } from "./occurrences";
import { meetingInvitees, meetings } from "./schema";
import { inviteeOf } from "./secrets";
import { scheduleOf } from "./times";

const limitLooks = (db: Connection, address: string) =>
  limit(db, { key: `link:${address}`, rate: config().PEAL_LIMIT_LINK });

/** What somebody is invited to, for whoever has the secret of their letter. Refuses with `not_found` or `rate_limited`. */
export async function lookAtInvitation(db: Connection, token: string, address: string): Promise<Invited> {
  await limitLooks(db, address);
  const inviteeId = inviteeOf(token) ?? refuse({ code: "not_found" });
  const [found] = await db
    .select({ invitee: meetingInvitees, meeting: meetings, hostName: users.name })
    .from(meetingInvitees)
    .innerJoin(meetings, eq(meetings.id, meetingInvitees.meetingId))
    .innerJoin(users, eq(users.id, meetings.hostId))
    .where(eq(meetingInvitees.id, inviteeId));
  if (!found) refuse({ code: "not_found" });
  const { invitee, meeting, hostName } = found;
  const schedule = scheduleOf(meeting);
  const at = schedule && occurrenceAt(schedule, await serverTime(db));
  return {
    topic: topicOf(meeting, { name: hostName }),
    hostName,
    slug: meeting.slug,
    email: invitee.email,
    response: invitee.response,
    isCancelled: meeting.cancelledAt !== null || invitee.removedAt !== null,
    startsAt: at?.startsAt ?? meeting.startsAt?.getTime() ?? null,
    endsAt: at?.endsAt ?? meeting.endsAt?.getTime() ?? null,
    timeZone: meeting.timeZone,
    repeats: repeatsOf(meeting.rrule),
  };
}

/** Keeps what somebody who is invited says; the last word counts. Refuses with `not_found`, `meeting_cancelled` or `rate_limited`. */
export async function respond(
  db: Database,
  { token, response }: { token: string; response: Response },
  address: string,
): Promise<void> {
  await limitLooks(db, address);
  const inviteeId = inviteeOf(token) ?? refuse({ code: "not_found" });
  const [row] = await db
    .select({ meetingId: meetings.id, cancelledAt: meetings.cancelledAt })
    .from(meetingInvitees)
    .innerJoin(meetings, eq(meetings.id, meetingInvitees.meetingId))
    .where(eq(meetingInvitees.id, inviteeId));
  if (!row) refuse({ code: "not_found" });
  if (row.cancelledAt) refuse({ code: "meeting_cancelled" });
  const { meetingId } = row;
  await db.transaction(async (tx) => {
    const [done] = await tx
      .update(meetingInvitees)
      .set({ response, respondedAt: now })
      .where(and(eq(meetingInvitees.id, inviteeId), isNull(meetingInvitees.removedAt)))
      .returning({ id: meetingInvitees.id });
    if (!done) refuse({ code: "meeting_cancelled" });
    await tellVersions(tx, meetingId);
  });
}

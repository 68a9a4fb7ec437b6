import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { findSession, personIdOf } from "../calls";
import { callParticipants } from "../calls/schema";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { type Meeting, type MeetingHost, meetingHost } from "./access";
import type { MeetingRole } from "./contract";
import { meetingParticipants, meetings } from "./schema";

/** A host, with the session that runs, locked as well. */
export type HostInSession = MeetingHost & { callId: string };

/** Of a row of `meeting_participants` joined with its meeting: the role that counts; whose meeting it is stays a host. */
export const roleInSession = sql<MeetingRole>`case when ${meetingParticipants.userId} = ${meetings.hostId} then 'host'
  else coalesce(${meetingParticipants.sessionRole}, ${meetingParticipants.role}) end`;

/** Of rows of `call_participants` and `meeting_participants`: they are of the same somebody. */
export const isSamePerson = or(
  eq(meetingParticipants.userId, callParticipants.userId),
  eq(meetingParticipants.guestId, callParticipants.guestId),
);

/** Proof of a host's rights in a session that runs. Refuses with `not_host`, and with `not_found` also where none runs. */
export async function hostInSession(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
): Promise<HostInSession> {
  const host = await meetingHost(tx, actor, meetingId);
  const session = await findSession(tx, meetingId);
  if (!session) refuse({ code: "not_found" });
  return { ...host, callId: session.id };
}

/** Somebody who is in a session, and how they stand to the meeting. */
export type Present = Awaited<ReturnType<typeof presentIn>>[number];

/** Who is in a session now, or of whom `which` tells, whoever came first in front. */
export async function presentIn(tx: Transaction, meeting: Meeting, callId: string, which?: SQL) {
  return await tx
    .select({
      participantId: callParticipants.id,
      standingId: meetingParticipants.id,
      personId: personIdOf(callParticipants),
      userId: callParticipants.userId,
      guestId: callParticipants.guestId,
      maySend: callParticipants.maySend,
      role: roleInSession,
      mayTalk: meetingParticipants.mayTalk,
      isCameraStopped: meetingParticipants.isCameraStopped,
    })
    .from(callParticipants)
    .innerJoin(meetingParticipants, and(eq(meetingParticipants.meetingId, meeting.id), isSamePerson))
    .innerJoin(meetings, eq(meetings.id, meetingParticipants.meetingId))
    .where(and(eq(callParticipants.callId, callId), which ?? eq(callParticipants.state, "connected")))
    .orderBy(callParticipants.connectedAt, callParticipants.id);
}

/** Somebody in the session, or who has just left it, by their part in it. Refuses with `not_found`. */
export async function inSession(
  tx: Transaction,
  { meeting, callId }: HostInSession,
  participantId: string,
  states: ("connected" | "left")[] = ["connected"],
): Promise<Present> {
  const which = and(eq(callParticipants.id, participantId), inArray(callParticipants.state, states));
  const [present] = await presentIn(tx, meeting, callId, which);
  return present ?? refuse({ code: "not_found" });
}

/** Refuses with `is_yourself`, and with `is_host` what nobody may do to whose meeting it is, and nobody to their like. */
export function refuseUnlessBelow({ meeting, actor, role, isOwner }: MeetingHost, target: Present): void {
  if (target.personId === actor.userId) refuse({ code: "is_yourself" });
  const isEqual = target.role === "host" ? !isOwner : target.role === "co_host" && role !== "host";
  if (target.personId === meeting.hostId || isEqual) refuse({ code: "is_host" });
}

import { and, eq, sql } from "drizzle-orm";
import type { CallActor, UserActor } from "../auth";
import { deviceIdOf, personIdOf } from "../calls";
import { admissions, callParticipants, calls } from "../calls/schema";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { type CallType, callType } from "../telemetry";

declare const proven: unique symbol;
/** Proof that an admission is the actor's own device's, and connected. `since`: when it was made. */
export type Reporter = {
  callId: string;
  admissionId: string;
  /** Of a guest their own id. */
  userId: string;
  isGuest: boolean;
  type: CallType;
  since: Date;
  readonly [proven]: true;
};
/** Proof that the actor was on the call. `until`: when their part was over, in epoch ms; null while it is not. */
export type PastMember = { callId: string; userId: string; until: number | null; readonly [proven]: true };

/** Turns an actor and an admission into proof, or refuses with `not_found`: also another's, one of another call, one that is over. */
export async function reporter(
  db: Connection,
  actor: CallActor,
  input: { callId: string; admissionId: string },
): Promise<Reporter> {
  const [row] = await db
    .select({
      callId: admissions.callId,
      admissionId: admissions.id,
      userId: personIdOf(admissions),
      isGuest: sql<boolean>`${admissions.guestId} is not null`,
      since: admissions.createdAt,
      media: calls.media,
      meetingId: calls.meetingId,
    })
    .from(admissions)
    .innerJoin(calls, eq(calls.id, admissions.callId))
    .where(
      and(
        eq(admissions.id, input.admissionId),
        eq(admissions.callId, input.callId),
        eq(deviceIdOf(admissions), actor.deviceId),
        eq(personIdOf(admissions), actor.userId),
        eq(admissions.state, "joined"),
      ),
    );
  if (!row) refuse({ code: "not_found" });
  const { media, meetingId, ...found } = row;
  return { ...found, type: callType({ media, meetingId }) } as Reporter;
}

/** Turns an actor and a call into proof, or refuses with `not_found`: also a call that the person did not take part in. */
export async function pastMember(db: Connection, actor: UserActor, callId: string): Promise<PastMember> {
  const [row] = await db
    .select({
      callId: callParticipants.callId,
      userId: callParticipants.userId,
      until: sql<
        number | null
      >`(extract(epoch from coalesce(${callParticipants.endedAt}, ${calls.endedAt})) * 1000)::float8`,
    })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.userId, actor.userId),
        eq(callParticipants.isSilenced, false),
        sql`${callParticipants.connectedAt} is not null`,
      ),
    );
  if (!row) refuse({ code: "not_found" });
  return row as PastMember;
}

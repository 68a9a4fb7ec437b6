import { and, eq, or, sql } from "drizzle-orm";
import { findSession } from "../calls";
import type { Database, Transaction } from "../db";
import { lockMeeting } from "./access";
import { tellVersions } from "./news";
import { meetingParticipants, meetings } from "./schema";

const lent = {
  sessionRole: null,
  mayTalk: false,
  isCameraStopped: false,
  hostWord: null,
  hostWordAt: null,
};

/** Takes back what was lent and done to people for a session alone. The meeting is locked. */
export async function resetSession(tx: Transaction, meetingId: string): Promise<void> {
  const { sessionRole, mayTalk, isCameraStopped, hostWord } = meetingParticipants;
  await tx
    .update(meetingParticipants)
    .set(lent)
    .where(
      and(
        eq(meetingParticipants.meetingId, meetingId),
        or(sql`${sessionRole} is not null`, mayTalk, isCameraStopped, sql`${hostWord} is not null`),
      ),
    );
  await tx
    .update(meetings)
    .set({ spotlightId: null })
    .where(and(eq(meetings.id, meetingId), sql`${meetings.spotlightId} is not null`));
}

/** After a session: nothing of it is left for the next one, no lock either. Where the next one runs already, it has begun afresh. */
export async function sessionOver(db: Database, { meetingId }: { meetingId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, eq(meetings.id, meetingId));
    if (!meeting || (await findSession(tx, meetingId))) return;
    await resetSession(tx, meetingId);
    if (meeting.lockedAt) await tx.update(meetings).set({ lockedAt: null }).where(eq(meetings.id, meetingId));
    await tellVersions(tx, meetingId);
  });
}

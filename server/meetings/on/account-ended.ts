import { and, eq, isNull } from "drizzle-orm";
import { endSession, findSession } from "../../calls";
import type { Transaction } from "../../db";
import { guests, meetingEvents, meetings } from "../schema";

type Ended = { userId: string; somebodyId: string };

/** The person's own meetings end for everybody and go; in those of others somebody was there. */
export async function endMeetingsOf(tx: Transaction, { userId, somebodyId }: Ended): Promise<void> {
  const own = await tx
    .select({ id: meetings.id })
    .from(meetings)
    .where(and(eq(meetings.hostId, userId), isNull(meetings.cancelledAt)));
  for (const { id } of own) {
    const session = await findSession(tx, id);
    if (session) await endSession(tx, session.id);
  }
  await tx.delete(guests).where(eq(guests.userId, userId));
  for (const side of ["actorUserId", "targetUserId"] as const)
    await tx
      .update(meetingEvents)
      .set({ [side]: somebodyId })
      .where(eq(meetingEvents[side], userId));
}

import { and, eq, inArray, sql } from "drizzle-orm";
import type { CallActor, UserActor } from "../auth";
import { notify } from "../bus";
import { now } from "../clock";
import type { Connection, Database } from "../db";
import { meetingHost } from "./access";
import { meetingParticipants, meetings } from "./schema";
import { hostIdsOf, isWaiting, KNOCK_MS, ofPerson } from "./standing";

/** Says something to everybody who waits at a meeting's door, or nothing any more. Refuses with `not_host` or `not_found`. */
export async function tellWaiting(
  db: Database,
  actor: UserActor,
  { meetingId, message }: { meetingId: string; message: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    await meetingHost(tx, actor, meetingId);
    await tx
      .update(meetings)
      .set({ waitingMessage: message || null })
      .where(eq(meetings.id, meetingId));
    const waiting = await tx
      .select({ userId: meetingParticipants.userId, guestId: meetingParticipants.guestId })
      .from(meetingParticipants)
      .where(and(eq(meetingParticipants.meetingId, meetingId), isWaiting));
    const told = waiting.flatMap(({ userId, guestId }) => userId ?? guestId ?? []);
    await notify(tx, [...told, ...(await hostIdsOf(tx, meetingId))]);
  });
}

/** Goes away from a meeting's door. Who does not wait there goes nowhere. */
export async function stopWaiting(
  db: Database,
  actor: CallActor,
  { meetingId }: { meetingId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(meetingParticipants)
      .where(
        and(
          eq(meetingParticipants.meetingId, meetingId),
          ofPerson(actor),
          eq(meetingParticipants.state, "waiting"),
          eq(meetingParticipants.role, "participant"),
        ),
      )
      .returning({ id: meetingParticipants.id });
    if (gone.length > 0) await notify(tx, [actor.userId, ...(await hostIdsOf(tx, meetingId))]);
  });
}

/** Of those who wait, these are there: people and guests by their ids. */
export async function heardWaiting(db: Connection, there: ReadonlySet<string>): Promise<void> {
  if (there.size === 0) return;
  const { id, userId, guestId } = meetingParticipants;
  const waiting = await db
    .select({ id, userId, guestId })
    .from(meetingParticipants)
    .where(eq(meetingParticipants.state, "waiting"));
  const heard = waiting.filter((one) => there.has(one.userId ?? one.guestId ?? "")).map((one) => one.id);
  if (heard.length === 0) return;
  await db
    .update(meetingParticipants)
    .set({ seenAt: now })
    .where(and(inArray(id, heard), eq(meetingParticipants.state, "waiting")));
}

/** Takes knocks away behind which nobody stands any more, and tells the hosts. Any process may run it at any time. */
export async function sweepKnocks(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(meetingParticipants)
      .where(
        sql`${meetingParticipants.state} = 'waiting' and ${meetingParticipants.role} = 'participant'
          and ${meetingParticipants.seenAt} <= ${now} - ${KNOCK_MS} * interval '1 millisecond'`,
      )
      .returning({ meetingId: meetingParticipants.meetingId });
    for (const meetingId of new Set(gone.map((one) => one.meetingId)))
      await notify(tx, await hostIdsOf(tx, meetingId));
  });
}

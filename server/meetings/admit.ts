import { and, eq, type SQL, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type MeetingHost, meetingHost } from "./access";
import { record } from "./record";
import { meetingParticipants } from "./schema";
import { hostIdsOf, isWaiting } from "./standing";

type One = { meetingId: string; participantId: string };

/** Lets one in who waits. Twice, and by two hosts at once, is once. Refuses with `not_host`, or `not_found` who does not wait. */
export async function admit(db: Database, actor: UserActor, input: One): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await meetingHost(tx, actor, input.meetingId);
    const admitted = await letIn(tx, host, eq(meetingParticipants.id, input.participantId));
    if (admitted === 0) await refuseUnlessAdmitted(tx, input);
  });
}

/** Lets everybody in who waits now. Refuses with `not_host` or `not_found`. */
export async function admitAll(
  db: Database,
  actor: UserActor,
  input: { meetingId: string },
): Promise<number> {
  return await db.transaction(async (tx) => {
    const host = await meetingHost(tx, actor, input.meetingId);
    return await letIn(tx, host, isWaiting);
  });
}

async function letIn(tx: Transaction, { meeting, actor }: MeetingHost, which: SQL): Promise<number> {
  const meetingId = meeting.id;
  const admitted = await tx
    .update(meetingParticipants)
    .set({ state: "admitted", admittedAt: now })
    .where(and(eq(meetingParticipants.meetingId, meetingId), eq(meetingParticipants.state, "waiting"), which))
    .returning({ userId: meetingParticipants.userId, guestId: meetingParticipants.guestId });
  if (admitted.length === 0) return 0;
  await record(tx, ...admitted.map((target) => ({ meetingId, kind: "admit" as const, actor, target })));
  const told = admitted.flatMap(({ userId, guestId }) => userId ?? guestId ?? []);
  await notify(tx, [...told, ...(await hostIdsOf(tx, meetingId))]);
  return admitted.length;
}

async function refuseUnlessAdmitted(tx: Transaction, { meetingId, participantId }: One): Promise<void> {
  const rows = await tx
    .select({ one: sql`1` })
    .from(meetingParticipants)
    .where(
      and(
        eq(meetingParticipants.id, participantId),
        eq(meetingParticipants.meetingId, meetingId),
        eq(meetingParticipants.state, "admitted"),
      ),
    );
  if (rows.length === 0) refuse({ code: "not_found" });
}

import { and, count, eq, inArray, sql } from "drizzle-orm";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import { callType } from "../telemetry";
import type { EndReason, FailureStage, StopReason } from "./contract";
import { callGuard, participantGuard, ringGuard } from "./guard";
import { ringInstead } from "./knock";
import { notifyCall } from "./notify-call";
import { partsOf } from "./parts-of";
import { admissions, callParticipants, callRings, calls } from "./schema";
import { coolDevices } from "./warm";
import { tellParts } from "./tell-parts";
import { personIdOf } from "./whose";

export { notifyCall } from "./notify-call";

/** Stops the rings of a call, or of one of its people. */
export async function stopRings(
  tx: Transaction,
  callId: string,
  reason: StopReason,
  participantIds?: string[],
): Promise<void> {
  const { allowed, next } = ringGuard(reason === "expired" ? "expire" : "cancel");
  await Promise.all([
    tx
      .update(callRings)
      .set({ state: next, stopReason: reason, stoppedAt: now })
      .where(
        and(
          eq(callRings.callId, callId),
          allowed,
          participantIds ? inArray(callRings.participantId, participantIds) : undefined,
        ),
      ),
    coolDevices(tx, callId, { participantIds }),
  ]);
}

/**
 * Ends the call if nobody is left to talk to: nobody rings any more and at most one person is connected, or nobody is
 * connected at all. In a meeting one person may wait for others. The reason given is why the last one went, and of one whose connection failed the stage.
 */
export async function settle(
  tx: Transaction,
  callId: string,
  reason: EndReason,
  stage: FailureStage | null = null,
): Promise<void> {
  const rows = await tx
    .select({
      state: callParticipants.state,
      people: count(),
      isMeeting: sql<boolean>`bool_or(${calls.meetingId} is not null)`,
    })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        inArray(callParticipants.state, ["ringing", "waiting", "connected"]),
      ),
    )
    .groupBy(callParticipants.state);
  const people = (state: string) => rows.find((row) => row.state === state)?.people ?? 0;
  const connected = people("connected");
  const rings = people("ringing") + people("waiting");
  const isMeeting = rows.some((row) => row.isMeeting);
  if (connected === 0 || (connected === 1 && rings === 0 && !isMeeting))
    await endCall(tx, callId, reason, stage);
  else {
    await tellParts(tx, callId, reason);
    await notifyCall(tx, callId);
  }
}

/** Ends a call: everyone's part, every ring and seat, the room, and what others make of it, in one transaction. */
export async function endCall(
  tx: Transaction,
  callId: string,
  reason: EndReason,
  stage: FailureStage | null = null,
): Promise<void> {
  const end = callGuard("end");
  const [call] = await tx
    .update(calls)
    .set({ state: end.next, endReason: reason, failedStage: stage, endedAt: now })
    .where(and(eq(calls.id, callId), end.allowed))
    .returning();
  if (!call) return;

  await endParts(tx, callId, "cancel");
  const left = await endParts(tx, callId, "leave");
  await stopRings(tx, callId, "cancelled");
  await tx
    .update(admissions)
    .set({ state: "revoked", goneAt: sql`coalesce(${admissions.goneAt}, ${now})`, expiresAt: null })
    .where(and(eq(admissions.callId, callId), sql`${admissions.state} <> 'revoked'`));
  await addJob(tx, "calls.close_room", { callId }, { key: `close:${callId}` });
  await ringInstead(tx, left);

  const participants = await partsOf(tx, callId);
  const { meetingId, media, topic, groupId, startedAt, answeredAt, endedAt } = call;
  await emit(tx, "calls.ended", {
    callId,
    meetingId,
    media,
    topic,
    groupId,
    reason,
    startedAt,
    answeredAt,
    endedAt: endedAt ?? startedAt,
    type: callType(call),
    participants,
  });
  await notifyCall(tx, callId);
}

/** Ends the parts of those to whom the event applies; returns who they were. */
async function endParts(tx: Transaction, callId: string, event: "cancel" | "leave"): Promise<string[]> {
  const { allowed, next } = participantGuard(event);
  const rows = await tx
    .update(callParticipants)
    .set({ state: next, endedAt: now, heldAt: null })
    .where(and(eq(callParticipants.callId, callId), allowed))
    .returning({ userId: personIdOf(callParticipants) });
  return rows.map((row) => row.userId);
}

import { and, eq } from "drizzle-orm";
import type { Actor, CallActor } from "../auth";
import { callMember, notifyCall, refuseUnlessOn } from "../calls";
import { callParticipants } from "../calls/schema";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { config } from "../config";
import { limit } from "../limits";
import { type MeetingEvent, record } from "../meetings";
import type { LowerInput } from "./contract";
import { leadsCall } from "./leads-call";
import { raisedHands } from "./schema";

/**
 * Raises the actor's hand; one that is up keeps its place in the order. It is the person's, whatever device they go on with. Refuses with
 * `not_found`, `call_over`, `not_on_call` or `rate_limited`.
 */
export async function raiseHand(db: Database, actor: CallActor, callId: string): Promise<void> {
  await limit(db, { key: `hand:${actor.userId}`, rate: config().PEAL_LIMIT_CHAT });
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    refuseUnlessOn(member);
    const raised = await tx
      .insert(raisedHands)
      .values({ callId, participantId: member.me.id })
      .onConflictDoNothing()
      .returning({ id: raisedHands.participantId });
    if (raised.length === 0) return;
    await recordHand(tx, member.call.meetingId, {
      callId,
      kind: "hand",
      actor: actorOf(actor, member.call.meetingId),
    });
    await notifyCall(tx, callId);
  });
}

/**
 * Lowers the actor's hand, or as host somebody else's. One that is down already is no error. Refuses with `not_found`, `call_over`,
 * `not_on_call`, and with `not_host` who is none.
 */
export async function lowerHand(
  db: Database,
  actor: CallActor,
  { callId, participantId }: LowerInput,
): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    refuseUnlessOn(member);
    const whose = participantId ?? member.me.id;
    if (whose !== member.me.id && !(await leadsCall(tx, member))) refuse({ code: "not_host" });
    const lowered = await tx
      .delete(raisedHands)
      .where(and(eq(raisedHands.callId, callId), eq(raisedHands.participantId, whose)))
      .returning({ id: raisedHands.participantId });
    if (lowered.length === 0) return;
    const [target] = await tx
      .select({ userId: callParticipants.userId, guestId: callParticipants.guestId })
      .from(callParticipants)
      .where(eq(callParticipants.id, whose));
    await recordHand(tx, member.call.meetingId, {
      callId,
      kind: "unhand",
      actor: actorOf(actor, member.call.meetingId),
      ...(whose !== member.me.id && target && { target }),
    });
    await notifyCall(tx, callId);
  });
}

async function recordHand(tx: Transaction, meetingId: string | null, event: Omit<MeetingEvent, "meetingId">) {
  if (meetingId) await record(tx, { meetingId, ...event });
}

const actorOf = ({ kind, userId, deviceId }: CallActor, meetingId: string | null): Actor =>
  kind === "guest"
    ? { kind, guestId: userId, meetingId: meetingId ?? "" }
    : { kind, userId, deviceId, sessionId: "" };

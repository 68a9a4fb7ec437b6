import { and, eq, gt, ne } from "drizzle-orm";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { emit } from "../bus";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { callType, span } from "../telemetry";
import { type CallMember, callMember, refuseUnlessEncrypting } from "./access";
import { mintAnswer, seatDevice } from "./admit";
import { isTaken, seatsOf } from "./busy";
import type { Answered, AnswerInput, AnswerKeys, Place } from "./contract";
import { notifyCall } from "./end";
import { callGuard, participantGuard, ringGuard } from "./guard";
import { knockInstead } from "./knock";
import { lockPeople } from "./lock-people";
import { makeWay } from "./make-way";
import { admissions, callParticipants, callRings, calls } from "./schema";
import { unveil } from "./unveil";
import { coolDevices } from "./warm";

/**
 * Answers a call on this device. The first device of a person wins; pressed again on the winner it gives the same
 * admission with a fresh token. A person on another call says what becomes of it ("End & answer", "Hold & answer"): that happens
 * in the same transaction, or not at all. Key messages that come along are sent with it. Refuses with `already_answered` and the
 * winner's name, `call_over`, `not_ringing`, `cannot_encrypt`, `on_another_call`, `on_another_device` (to be held here) or `not_found`.
 */
export async function answerCall(db: Database, actor: UserActor, input: AnswerInput): Promise<Answered> {
  const { wasWarm, keys, ...place } = await span("transaction", () =>
    db.transaction(async (tx) => {
      // The connection carries both in one go, the lock first.
      const locked = lockPeople(tx, [actor.userId]);
      const { callId, otherCall } = input;
      if (otherCall) await locked.then(() => makeWay(tx, actor, callId, otherCall));
      const [, member] = await Promise.all([locked, callMember(tx, actor, callId)]);
      return await answerAs(tx, member, input);
    }),
  );
  // Nobody waits for it: the device sees its rights come, and connects with its token where they do not.
  if (wasWarm) void unveil(db, place);
  const admission = await mintAnswer({ db, userId: actor.userId }, place);
  return { ...admission, isConnected: wasWarm, keys };
}

/** An answer's admission; `wasWarm` where the device may be connected with it already. */
export type Won = Place & { wasWarm: boolean; keys: AnswerKeys };

type Ability = Pick<AnswerInput, "canEncrypt" | "keys">;

/** The answer inside a transaction, for a member whose call is locked. */
export async function answerAs(tx: Transaction, member: CallMember, ability: Ability): Promise<Won> {
  const { call, me, actor } = member;
  if (call.state === "ended") return await refuseEnded(tx, member);
  refuseUnlessEncrypting(call, ability);
  const place = { callId: call.id, isEncrypted: call.isEncrypted };
  const won = await winAnswer(tx, member);
  if (!won) return { ...place, admissionId: await admissionOfWinner(tx, member), wasWarm: true, keys: [] };

  const answer = callGuard("answer");
  const seat = { callId: call.id, participantId: me.id, actor };
  // None of these waits for another: the connection carries them in one go.
  const [seats, seated] = await Promise.all([
    seatsOf(tx, [actor.userId], call.id),
    seatDevice(tx, seat),
    winRing(tx, member),
    tx
      .update(calls)
      .set({ state: answer.next, ...(call.answeredAt ? {} : { answeredAt: now }) })
      .where(and(eq(calls.id, call.id), answer.allowed)),
    knockInstead(tx, actor.userId, call.id),
    notifyCall(tx, call.id),
  ]);
  if (isTaken(seats, actor)) refuse({ code: "on_another_call" });
  const admissionId = seated.id;
  const released: AnswerKeys = [];
  const release = (keys: AnswerKeys) => void released.push(...keys);
  await Promise.all([
    // Nobody listens in, unseen, once people talk.
    coolDevices(tx, call.id),
    emit(tx, "calls.answered", {
      callId: call.id,
      type: callType(call),
      isFirst: call.answeredAt === null,
      admissionId,
      actor,
      keys: ability.keys ?? [],
      release,
    }),
  ]);
  return { ...place, admissionId, wasWarm: seated.wasWarm, keys: released };
}

/** The guarded update that picks the winner. */
async function winAnswer(tx: Transaction, { me }: CallMember): Promise<boolean> {
  const { allowed, next } = participantGuard("answer");
  const won = await tx
    .update(callParticipants)
    .set({ state: next, connectedAt: now, endedAt: null })
    .where(and(eq(callParticipants.id, me.id), allowed, gt(callParticipants.ringExpiresAt, now)))
    .returning({ id: callParticipants.id });
  return won.length === 1;
}

async function winRing(tx: Transaction, { call, me, actor }: CallMember): Promise<void> {
  const { next } = ringGuard("answer");
  const ring = { callId: call.id, participantId: me.id, userId: actor.userId, deviceId: actor.deviceId };
  const elsewhere = ringGuard("answered_elsewhere");
  await Promise.all([
    // A device that signed in after the start has no row yet; it may answer all the same.
    tx
      .insert(callRings)
      .values({ ...ring, state: next, stoppedAt: now })
      .onConflictDoUpdate({
        target: [callRings.participantId, callRings.deviceId],
        set: { state: next, stopReason: null, stoppedAt: now },
      }),
    tx
      .update(callRings)
      .set({ state: elsewhere.next, stopReason: "answered_elsewhere", stoppedAt: now })
      .where(
        and(eq(callRings.participantId, me.id), ne(callRings.deviceId, actor.deviceId), elsewhere.allowed),
      ),
  ]);
}

/** A second press on the winner is no loss; any other device learns which one won. */
async function admissionOfWinner(tx: Transaction, { me, actor }: CallMember): Promise<string> {
  if (me.state !== "connected" || !me.activeAdmissionId) refuse({ code: "not_ringing" });
  const [winner] = await tx
    .select({ id: admissions.id, deviceId: admissions.deviceId, deviceName: userDevices.name })
    .from(admissions)
    .innerJoin(userDevices, eq(userDevices.id, admissions.deviceId))
    .where(eq(admissions.id, me.activeAdmissionId));
  if (!winner) refuse({ code: "not_ringing" });
  if (winner.deviceId !== actor.deviceId) {
    refuse({ code: "already_answered", deviceName: winner.deviceName });
  }
  return winner.id;
}

/** Too late for the call itself; the device that won is still the better answer where one did. */
async function refuseEnded(tx: Transaction, { call, me, actor }: CallMember): Promise<never> {
  const [winner] = await tx
    .select({ deviceId: callRings.deviceId, deviceName: userDevices.name })
    .from(callRings)
    .innerJoin(userDevices, eq(userDevices.id, callRings.deviceId))
    .where(and(eq(callRings.participantId, me.id), eq(callRings.state, "answered")));
  if (winner && winner.deviceId !== actor.deviceId) {
    refuse({ code: "already_answered", deviceName: winner.deviceName });
  }
  return refuse({ code: "call_over", reason: call.endReason ?? "hung_up" });
}

import { and, eq, ne } from "drizzle-orm";
import type { CallActor } from "../auth";
import { config } from "../config";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { span } from "../telemetry";
import { type CallMember, callMember, refuseUnlessEncrypting } from "./access";
import { mintAdmission, seatDevice } from "./admit";
import { answerAs } from "./answer";
import { isTaken, seatsOf } from "./busy";
import type { Admission, JoinInput } from "./contract";
import { notifyCall } from "./end";
import { participantGuard } from "./guard";
import { knockInstead } from "./knock";
import { lockPeople } from "./lock-people";
import { refuseIfFull } from "./refuse-if-full";
import { admissions, callParticipants } from "./schema";
import { deviceIdOf } from "./whose";

/**
 * Gives a device its seat again, after a reload or a lost room: a fresh admission, the old one ends. Only the device that holds the
 * seat. A person who left, declined or missed a call that runs without them goes in again, on any device; into a meeting by its
 * own door alone. Refuses with `call_over`, `not_found`, `cannot_encrypt`, `on_another_call`, `too_many_people` or `rate_limited`.
 */
export async function joinCall(db: Database, actor: CallActor, input: JoinInput): Promise<Admission> {
  await limit(db, { key: `token:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  const place = await span("transaction", () =>
    db.transaction(async (tx) => {
      await lockPeople(tx, [actor.userId]);
      const member = await callMember(tx, actor, input.callId);
      const { call, me } = member;
      if (call.state === "ended") refuse({ code: "call_over", reason: call.endReason ?? "hung_up" });
      if (me.state === "ringing" || me.state === "waiting") return await answerAs(tx, member, input);
      refuseUnlessEncrypting(call, input);
      if (me.state === "connected") await refuseOtherDevice(tx, member);
      else if (call.meetingId) refuse({ code: "not_found" });
      else await rejoin(tx, member);
      const { id } = await seatDevice(tx, { callId: call.id, participantId: me.id, actor });
      await notifyCall(tx, call.id);
      return { callId: call.id, admissionId: id, isEncrypted: call.isEncrypted };
    }),
  );
  const { callId, admissionId, isEncrypted } = place;
  return await mintAdmission({ db, userId: actor.userId }, { callId, admissionId, isEncrypted });
}

async function refuseOtherDevice(tx: Transaction, { me, actor }: CallMember): Promise<void> {
  const [seat] = me.activeAdmissionId
    ? await tx
        .select({ deviceId: deviceIdOf(admissions) })
        .from(admissions)
        .where(eq(admissions.id, me.activeAdmissionId))
    : [];
  if (seat?.deviceId !== actor.deviceId) refuse({ code: "not_found" });
}

/** Back into a call in which somebody is. */
async function rejoin(tx: Transaction, { call, me, actor }: CallMember): Promise<void> {
  const [somebody] = await tx
    .select({ id: callParticipants.id })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.callId, call.id),
        ne(callParticipants.id, me.id),
        eq(callParticipants.state, "connected"),
      ),
    )
    .limit(1);
  if (call.state !== "active" || !somebody) refuse({ code: "not_found" });
  await refuseIfFull(tx, call.id, [actor.userId]);
  if (isTaken(await seatsOf(tx, [actor.userId], call.id), actor)) refuse({ code: "on_another_call" });
  const { allowed, next } = participantGuard("rejoin");
  await tx
    .update(callParticipants)
    .set({ state: next, connectedAt: now, endedAt: null, heldAt: null, declineMessage: null })
    .where(and(eq(callParticipants.id, me.id), allowed));
  await knockInstead(tx, actor.userId, call.id);
}

import { and, eq, isNotNull } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type CallMember, callMember, lockCalls, refuseUnlessOn } from "./access";
import { seatsOf } from "./busy";
import { holdAs } from "./make-way";
import { notifyCall } from "./notify-call";
import { lockPeople } from "./lock-people";
import { admissions, callParticipants } from "./schema";
import { deviceIdOf } from "./whose";

type Input = { callId: string };

/**
 * Puts the call that this device is in on hold: the seat stays, and the others see it. Twice is once. Refuses with `not_on_call`,
 * `on_another_device`, `call_over` or `not_found`.
 */
export async function holdCall(db: Database, actor: UserActor, input: Input): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, input.callId);
    await refuseUnlessHere(tx, member);
    await holdAs(tx, actor, input.callId);
  });
}

/**
 * Takes a call off hold on this device; the one that it is in goes on hold in the same step (swap). Twice is once. Refuses with
 * `not_on_call`, `on_another_device`, `call_over` or `not_found`.
 */
export async function resumeCall(db: Database, actor: UserActor, input: Input): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId]);
    const others = (await seatsOf(tx, [actor.userId], input.callId)).filter((seat) => !seat.isHeld);
    await lockCalls(tx, [input.callId, ...others.map((seat) => seat.callId)], { wait: true });
    const member = await callMember(tx, actor, input.callId);
    await refuseUnlessHere(tx, member);
    if (others.some((seat) => seat.deviceId !== actor.deviceId)) refuse({ code: "on_another_device" });
    for (const seat of others) await holdAs(tx, actor, seat.callId);
    const resumed = await tx
      .update(callParticipants)
      .set({ heldAt: null })
      .where(and(eq(callParticipants.id, member.me.id), isNotNull(callParticipants.heldAt)))
      .returning({ id: callParticipants.id });
    if (resumed.length > 0) await notifyCall(tx, input.callId);
  });
}

async function refuseUnlessHere(tx: Transaction, member: CallMember): Promise<void> {
  refuseUnlessOn(member);
  const { me, actor } = member;
  const [seat] = me.activeAdmissionId
    ? await tx
        .select({ deviceId: deviceIdOf(admissions) })
        .from(admissions)
        .where(eq(admissions.id, me.activeAdmissionId))
    : [];
  if (seat?.deviceId !== actor.deviceId) refuse({ code: "on_another_device" });
}

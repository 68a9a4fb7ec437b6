import { and, eq, isNull } from "drizzle-orm";
import type { UserActor } from "../auth";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { callMember, lockCalls } from "./access";
import { isHeldHere, seatsOf } from "./busy";
import type { OtherCall } from "./contract";
import { leaveAs } from "./leave";
import { notifyCall } from "./notify-call";
import { callParticipants } from "./schema";

/**
 * Leaves the call that the actor is on, or puts it on hold on this device, so that they can go into `callId`. Locks all these
 * calls, in one order. Comes after `lockPeople`. Refuses with `on_another_device` or `on_another_call` (one is on hold already).
 */
export async function makeWay(
  tx: Transaction,
  actor: UserActor,
  callId: string,
  otherCall: OtherCall,
): Promise<void> {
  const seats = await seatsOf(tx, [actor.userId], callId);
  const others = seats.filter((seat) => !isHeldHere(seat, actor));
  if (others.length === 0) return;
  const ids = others.map((seat) => seat.callId);
  const locked = await lockCalls(tx, [callId, ...ids], { wait: true });
  const open = others.filter((seat) => locked.some((call) => call.id === seat.callId));
  if (otherCall === "hold" && open.length > 0) {
    if (open.some((seat) => seat.deviceId !== actor.deviceId)) refuse({ code: "on_another_device" });
    if (seats.length > 1) refuse({ code: "on_another_call" });
  }
  for (const seat of open) {
    if (otherCall === "end") await leaveAs(tx, await callMember(tx, actor, seat.callId));
    else await holdAs(tx, actor, seat.callId);
  }
}

/** Marks the actor's part of a locked call as held. Twice is once. */
export async function holdAs(tx: Transaction, actor: UserActor, callId: string): Promise<void> {
  const held = await tx
    .update(callParticipants)
    .set({ heldAt: now })
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.userId, actor.userId),
        eq(callParticipants.state, "connected"),
        isNull(callParticipants.heldAt),
      ),
    )
    .returning({ id: callParticipants.id });
  for (const { id } of held) await emit(tx, "calls.held", { callId, participantId: id });
  if (held.length > 0) await notifyCall(tx, callId);
}

import { eq } from "drizzle-orm";
import {
  type ActiveSeat,
  activeSeatOf,
  callMember,
  type CallMember,
  refuseUnlessOn,
  seatsOf,
} from "../calls";
import { userDevices } from "../auth/schema";
import type { UserActor } from "../auth";
import type { Transaction } from "../db";
import { refuse } from "../errors";

/** A person who talks, on a call that is locked, with the device on which they do. */
export type Talking = CallMember & { seat: ActiveSeat };

/**
 * Proof that the actor is on a call that runs, on whatever device, with the call locked. One that still rings stays where it is.
 * Refuses with `not_found`, `call_over` or `not_on_call`.
 */
export async function talkingMember(tx: Transaction, actor: UserActor, callId: string): Promise<Talking> {
  const member = await callMember(tx, actor, callId);
  refuseUnlessOn(member);
  const seat = await activeSeatOf(tx, member.me);
  if (member.call.state !== "active" || !seat) refuse({ code: "not_on_call" });
  return { ...member, seat };
}

/** The same for a device that is to join it beside the active one. Refuses with `already_here` and `on_another_call` besides. */
export async function talkingElsewhere(tx: Transaction, actor: UserActor, callId: string): Promise<Talking> {
  const talking = await talkingMember(tx, actor, callId);
  if (talking.seat.deviceId === actor.deviceId) refuse({ code: "already_here" });
  const others = await seatsOf(tx, [actor.userId], callId);
  if (others.some((seat) => !seat.isHeld)) refuse({ code: "on_another_call" });
  return talking;
}

/** Refuses with `already_moving` and the device that takes the call. */
export async function refuseMoving(tx: Transaction, toDeviceId: string): Promise<never> {
  const [device] = await tx
    .select({ name: userDevices.name })
    .from(userDevices)
    .where(eq(userDevices.id, toDeviceId));
  return refuse({ code: "already_moving", deviceName: device?.name ?? "" });
}

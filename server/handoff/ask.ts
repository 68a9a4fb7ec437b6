import { and, eq, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import type { UserActor } from "../auth";
import { userDevices } from "../auth/schema";
import { emit } from "../bus";
import { notifyCall } from "../calls";
import { nowPlus } from "../clock";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { refuseMoving, talkingMember } from "./access";
import type { askInput } from "./contract";
import { openMoveOf } from "./fail";
import { callMoves } from "./schema";

/** How long a device asks, in ms. */
export const ASK_MS = 30_000;

/**
 * "Move to…": asks one other device of the person to take the call from this one. Asked again it is the same. Refuses with
 * `not_found` (no such call, or no device of theirs that is signed in), `on_another_device` (only the one that talks asks),
 * `already_here`, `already_moving`, `not_on_call`, `call_over` or `rate_limited`.
 */
export async function askToMove(
  db: Database,
  actor: UserActor,
  input: z.output<typeof askInput>,
): Promise<void> {
  const { callId, deviceId } = input;
  await limit(db, { key: `ask:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  await db.transaction(async (tx) => {
    const { me, seat } = await talkingMember(tx, actor, callId);
    if (seat.deviceId !== actor.deviceId) refuse({ code: "on_another_device" });
    if (deviceId === actor.deviceId) refuse({ code: "already_here" });
    await refuseUnlessOwn(tx, actor.userId, deviceId);
    const open = await openMoveOf(tx, me.id);
    if (open && open.toDeviceId !== deviceId) await refuseMoving(tx, open.toDeviceId);
    if (open) return;
    const { userId } = actor;
    const [asked] = await tx
      .insert(callMoves)
      .values({
        callId,
        participantId: me.id,
        userId,
        fromDeviceId: actor.deviceId,
        toDeviceId: deviceId,
        state: "asked",
        expiresAt: nowPlus(ASK_MS),
      })
      .returning({ expiresAt: callMoves.expiresAt });
    if (asked) await emit(tx, "handoff.asked", { callId, userId, deviceId, until: asked.expiresAt });
    await notifyCall(tx, callId);
  });
}

async function refuseUnlessOwn(tx: Transaction, userId: string, deviceId: string): Promise<void> {
  const [device] = await tx
    .select({ id: userDevices.id })
    .from(userDevices)
    .where(
      and(eq(userDevices.id, deviceId), eq(userDevices.userId, userId), isNotNull(userDevices.sessionId)),
    );
  if (!device) refuse({ code: "not_found" });
}

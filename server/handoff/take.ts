import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { UserActor } from "../auth";
import { admitBeside, lockPeople, mintAdmission, notifyCall, refuseUnlessEncrypting, unveil } from "../calls";
import type { Taken } from "../calls/contract";
import { nowPlus } from "../clock";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { limit } from "../limits";
import { giveRights } from "../media";
import { refuseMoving, talkingElsewhere, type Talking } from "./access";
import type { takeInput } from "./contract";
import { openMoveOf } from "./fail";
import { callMoves } from "./schema";
import { moveGuard } from "./transitions";

/** How long a device that takes a call may need until somebody sees it, in ms. */
export const TAKE_MS = 10_000;

export type TakeInput = z.input<typeof takeInput>;

/**
 * "Continue here": admits this device beside the active one, which stays that until somebody has seen this one (`seen`). Pressed
 * again it is the same move. What was asked of this device is accepted by it; a second screen, and a device that stands ready, takes the
 * call with the connection that it has. Refuses with `already_moving` and the device that was first, `already_here`, `on_another_call`, `not_on_call`,
 * `call_over`, `cannot_encrypt`, `not_found` or `rate_limited`.
 */
export async function takeCall(db: Database, actor: UserActor, input: TakeInput): Promise<Taken> {
  await limit(db, { key: `token:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  const { isReady, isConnected, maySend, ...place } = await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId]);
    const talking = await talkingElsewhere(tx, actor, input.callId);
    const { call, me } = talking;
    refuseUnlessEncrypting(call, input);
    const begun = await beginMove(tx, talking, input.admissionId);
    await notifyCall(tx, call.id);
    return { callId: call.id, isEncrypted: call.isEncrypted, ...begun, maySend: me.maySend };
  });
  const { callId, admissionId } = place;
  const give = () => (isReady ? unveil(db, place, maySend) : giveRights(callId, admissionId, maySend));
  const [admission, hasRights] = await Promise.all([
    mintAdmission({ db, userId: actor.userId }, place),
    isConnected && give(),
  ]);
  return { ...admission, isConnected: hasRights };
}

async function beginMove(tx: Transaction, { seat, ...member }: Talking, held: string | undefined) {
  const { call, me, actor } = member;
  const open = await openMoveOf(tx, me.id);
  if (open && open.toDeviceId !== actor.deviceId) return await refuseMoving(tx, open.toDeviceId);
  const { wasCompanion, ...admitted } = await admitBeside(tx, member, "standby", held);
  const { allowed, next: state } = moveGuard("take");
  const move = {
    state,
    fromDeviceId: seat.deviceId,
    toAdmissionId: admitted.admissionId,
    expiresAt: nowPlus(TAKE_MS),
  };
  const isSame = open?.toAdmissionId === admitted.admissionId;
  if (open && !isSame) {
    const isCompanion = open.wasCompanion || wasCompanion;
    await tx
      .update(callMoves)
      .set({ ...move, wasCompanion: isCompanion })
      .where(and(eq(callMoves.id, open.id), allowed));
  }
  const [userId, toDeviceId, callId, participantId] = [actor.userId, actor.deviceId, call.id, me.id];
  if (!open) {
    await tx.insert(callMoves).values({ ...move, callId, participantId, userId, toDeviceId, wasCompanion });
  }
  return admitted;
}

import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { ringGuard } from "./guard";
import { callParticipants, callRings } from "./schema";

/** Which of a call's people, and which of their devices: all where nothing is said. */
type Which = { participantIds?: string[]; deviceId?: string };

/**
 * A ring for each signed-in device of everyone who rings, in one statement; a device that rang before in this call rings anew.
 * Nobody's devices ring for somebody whom they blocked.
 */
export async function ringDevices(tx: Transaction, callId: string, which: Which = {}): Promise<void> {
  const { participantIds, deviceId } = which;
  const ring = ringGuard("ring");
  const targets = tx
    .select({
      id: sql`gen_random_uuid()`.as("id"),
      callId: callParticipants.callId,
      participantId: callParticipants.id,
      userId: callParticipants.userId,
      deviceId: userDevices.id,
      state: sql`${ring.next}`.as("state"),
      stopReason: sql`null::text`.as("stop_reason"),
      startedAt: sql`peal_now()`.as("started_at"),
      alertedAt: sql`null::timestamptz`.as("alerted_at"),
      isVisible: sql`false`.as("is_visible"),
      stoppedAt: sql`null::timestamptz`.as("stopped_at"),
    })
    .from(callParticipants)
    .innerJoin(userDevices, eq(userDevices.userId, callParticipants.userId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        inArray(callParticipants.state, ["ringing", "waiting"]),
        eq(callParticipants.isSilenced, false),
        participantIds && inArray(callParticipants.id, participantIds),
        deviceId ? eq(userDevices.id, deviceId) : undefined,
        isNotNull(userDevices.sessionId),
        eq(userDevices.ringEnabled, true),
      ),
    );
  const rings = await tx
    .insert(callRings)
    .select(targets)
    .onConflictDoUpdate({
      target: [callRings.participantId, callRings.deviceId],
      set: { state: ring.next, stopReason: null, startedAt: now, alertedAt: null, stoppedAt: null },
      setWhere: ring.allowed,
    })
    .returning({ ringId: callRings.id, userId: callRings.userId, deviceId: callRings.deviceId });
  // Also where nobody rings: a caller who may not ring must not tell it by what is left out.
  await emit(tx, "calls.rang", { callId, rings });
}

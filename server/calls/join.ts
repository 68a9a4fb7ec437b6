import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { callMember } from "./access";
import { mintAdmission, seatDevice } from "./admit";
import type { Admission } from "./contract";
import { notifyCall } from "./end";
import { admissions } from "./schema";

/**
 * Gives a device its seat again, after a reload or a lost room: a fresh admission, the old one ends. Only the device
 * that holds the seat. Refuses with `call_over` once the call or the seat is gone, `not_found` or `rate_limited`.
 */
export async function joinCall(
  db: Database,
  actor: UserActor,
  input: { callId: string },
): Promise<Admission> {
  await limit(db, { key: `token:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  const admissionId = await db.transaction(async (tx) => {
    const { call, me } = await callMember(tx, actor, input.callId);
    if (call.state === "ended") refuse({ code: "call_over", reason: call.endReason ?? "hung_up" });
    if (me.state !== "connected" || !me.activeAdmissionId) refuse({ code: "not_found" });
    const [held] = await tx
      .select({ deviceId: admissions.deviceId })
      .from(admissions)
      .where(eq(admissions.id, me.activeAdmissionId));
    if (held?.deviceId !== actor.deviceId) refuse({ code: "not_found" });
    const seat = { callId: call.id, participantId: me.id, userId: actor.userId, deviceId: actor.deviceId };
    const id = await seatDevice(tx, seat);
    await notifyCall(tx, call.id);
    return id;
  });
  return await mintAdmission(input.callId, admissionId);
}

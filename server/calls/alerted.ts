import { and, eq, isNull } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database } from "../db";
import { callMember } from "./access";
import { notifyCall } from "./end";
import { callRings } from "./schema";

/** A device says that it shows the ring: "Ringing on N devices" counts these. Twice is once. */
export async function alerted(db: Database, actor: UserActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const { call, me } = await callMember(tx, actor, input.callId);
    const shown = await tx
      .update(callRings)
      .set({ alertedAt: now })
      .where(
        and(
          eq(callRings.participantId, me.id),
          eq(callRings.deviceId, actor.deviceId),
          eq(callRings.state, "ringing"),
          isNull(callRings.alertedAt),
        ),
      )
      .returning({ id: callRings.id });
    if (shown.length > 0) await notifyCall(tx, call.id);
  });
}

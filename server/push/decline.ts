import { and, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { callMember, declineAs } from "../calls";
import { callRings } from "../calls/schema";
import { now } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { pushedRings } from "./schema";

/**
 * Declines from a notification. The nonce says for which ring, which device and which person the notification was made, and
 * that whoever asks has read it: an old one that lies there still cannot decline when the same call rings again, and one of
 * the person who used this browser before cannot decline for the next. Afterwards nothing more is pushed to this device
 * about the call. Declining late changes nothing. Refuses with `not_found`.
 */
export async function declinePushed(
  db: Database,
  actor: UserActor,
  { callId, nonce }: { callId: string; nonce: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    const ring = tx
      .select({ id: callRings.id })
      .from(callRings)
      .where(
        and(
          eq(callRings.participantId, member.me.id),
          eq(callRings.deviceId, actor.deviceId),
          eq(callRings.startedAt, pushedRings.ringStartedAt),
        ),
      );
    const pushed = await tx
      .update(pushedRings)
      .set({ toldAt: sql`coalesce(${pushedRings.toldAt}, ${now})` })
      .where(and(eq(pushedRings.nonce, nonce), sql`${pushedRings.ringId} in ${ring}`))
      .returning({ ringId: pushedRings.ringId });
    if (pushed.length === 0) refuse({ code: "not_found" });
    await declineAs(tx, member);
  });
}

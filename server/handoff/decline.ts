import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { UserActor } from "../auth";
import { callMember } from "../calls";
import type { Database } from "../db";
import type { declineMoveInput } from "./contract";
import { failMoves } from "./fail";
import { callMoves } from "./schema";

/**
 * The device that is asked does not want to, or the one that takes the call gives up, and says why. Where it does neither, or no
 * more, nothing changes. Refuses with `not_found`.
 */
export async function declineMove(
  db: Database,
  actor: UserActor,
  input: z.input<typeof declineMoveInput>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { me } = await callMember(tx, actor, input.callId);
    const isHere = and(eq(callMoves.participantId, me.id), eq(callMoves.toDeviceId, actor.deviceId));
    await failMoves(tx, isHere, input.reason ?? "declined");
  });
}

import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { callMember } from "../calls";
import type { Database } from "../db";
import { failMoves } from "./fail";
import { callMoves } from "./schema";

/** The person takes a move back that is asked or under way, on whatever device of theirs. Refuses with `not_found`. */
export async function cancelMove(db: Database, actor: UserActor, input: { callId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const { me } = await callMember(tx, actor, input.callId);
    await failMoves(tx, eq(callMoves.participantId, me.id), "cancelled");
  });
}

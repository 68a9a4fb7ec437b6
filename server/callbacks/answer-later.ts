import type { UserActor } from "../auth";
import { notify } from "../bus";
import { callMember, declineAs } from "../calls";
import { now, nowPlus } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { otherOfPair } from "./queries";
import { callbacks } from "./schema";

type Input = { callId: string; minutes: number };

/**
 * "Answer in 10 minutes": the call stops ringing for this person, and both are rung again at that time, as soon as both are
 * free. Between two people only. Refuses with `not_ringing` (answered, over, or a group) or `not_found`.
 */
export async function answerLater(db: Database, actor: UserActor, { callId, minutes }: Input): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    const caller = await otherOfPair(tx, member);
    if (!caller || !(await declineAs(tx, member))) refuse({ code: "not_ringing" });
    const { media } = member.call;
    await tx.insert(callbacks).values({
      callId,
      callerId: caller,
      calleeId: actor.userId,
      media,
      createdAt: now,
      dueAt: nowPlus(minutes * 60_000),
    });
    await notify(tx, [caller, actor.userId]);
  });
}

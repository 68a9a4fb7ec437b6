import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { now } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { meetingHost } from "./access";
import { record } from "./record";
import { meetingParticipants } from "./schema";
import { hostIdsOf } from "./standing";

type Denial = { meetingId: string; participantId: string; isForGood: boolean };

/**
 * Sends one away who waits: they may knock again, unless it is for good. Twice is once; who was let in meanwhile stays. Refuses with
 * `not_host`, or `not_found` who does not wait.
 */
export async function deny(db: Database, actor: UserActor, input: Denial): Promise<void> {
  const { meetingId, participantId, isForGood } = input;
  await db.transaction(async (tx) => {
    await meetingHost(tx, actor, meetingId);
    const ofOne = and(
      eq(meetingParticipants.id, participantId),
      eq(meetingParticipants.meetingId, meetingId),
    );
    const [denied] = await tx
      .update(meetingParticipants)
      .set(
        isForGood ? { state: "removed", deniedAt: now, removedAt: now } : { state: "denied", deniedAt: now },
      )
      .where(and(ofOne, eq(meetingParticipants.state, "waiting")))
      .returning({ userId: meetingParticipants.userId, guestId: meetingParticipants.guestId });
    if (!denied) {
      const [row] = await tx
        .select({ state: meetingParticipants.state })
        .from(meetingParticipants)
        .where(ofOne);
      if (row?.state !== "denied" && row?.state !== "removed") refuse({ code: "not_found" });
      return;
    }
    await record(tx, { meetingId, kind: "deny", actor, target: denied, detail: { isForGood } });
    await notify(tx, [denied.userId ?? denied.guestId ?? "", ...(await hostIdsOf(tx, meetingId))]);
  });
}

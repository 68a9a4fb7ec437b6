import type { UserActor } from "../auth";
import { notifyCall } from "../calls";
import type { Database } from "../db";
import { followRights } from "./follow-rights";
import { isPart, sayToThem, targetOf } from "./host-word";
import { hostInSession, inSession, refuseUnlessBelow } from "./in-session";
import { record } from "./record";

type Camera = { meetingId: string; participantId: string; isAllowed: boolean };

/**
 * Stops somebody's camera for the rest of the session, or lets them turn it on again. Refuses with `is_host`, `is_yourself`, `not_host` or
 * `not_found`.
 */
export async function allowCamera(db: Database, actor: UserActor, input: Camera): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await hostInSession(tx, actor, input.meetingId);
    const { meeting, callId } = host;
    const one = await inSession(tx, host, input.participantId);
    const { isAllowed } = input;
    refuseUnlessBelow(host, one);
    await sayToThem(tx, [one], isAllowed ? null : "stopped", { isCameraStopped: !isAllowed });
    await followRights(tx, meeting, callId, isPart(one));
    const target = targetOf(one);
    await record(tx, { meetingId: meeting.id, callId, kind: "camera", actor, target, detail: { isAllowed } });
    await notifyCall(tx, callId);
  });
}

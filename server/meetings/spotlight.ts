import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notifyCall } from "../calls";
import type { Database } from "../db";
import { targetOf } from "./host-word";
import { hostInSession, inSession } from "./in-session";
import { record } from "./record";
import { meetings } from "./schema";

/** Shows somebody large to everybody in the session, in the place of any other, or nobody any more. Refuses with `not_host` or `not_found`. */
export async function spotlight(
  db: Database,
  actor: UserActor,
  { meetingId, participantId }: { meetingId: string; participantId: string | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await hostInSession(tx, actor, meetingId);
    const { callId, meeting } = host;
    const one = participantId ? await inSession(tx, host, participantId) : null;
    if (meeting.spotlightId === participantId) return;
    await tx.update(meetings).set({ spotlightId: participantId }).where(eq(meetings.id, meetingId));
    await record(tx, {
      meetingId,
      callId,
      kind: "spotlight",
      actor,
      ...(one && { target: targetOf(one) }),
      detail: { isOn: one !== null },
    });
    await notifyCall(tx, callId);
  });
}

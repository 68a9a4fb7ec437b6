import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { findSession, notifyCall } from "../calls";
import { now } from "../clock";
import type { Database } from "../db";
import { meetingHost } from "./access";
import { record } from "./record";
import { meetings } from "./schema";
import { hostIdsOf } from "./standing";

/**
 * Locks a meeting: nobody new comes in or knocks, until it is unlocked or the session ends. Who was let in comes back, and so do hosts. Twice is
 * once. Refuses with `not_host` or `not_found`.
 */
export async function lock(
  db: Database,
  actor: UserActor,
  { meetingId, isLocked }: { meetingId: string; isLocked: boolean },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { meeting } = await meetingHost(tx, actor, meetingId);
    if ((meeting.lockedAt !== null) === isLocked) return;
    await tx
      .update(meetings)
      .set({ lockedAt: isLocked ? now : null })
      .where(eq(meetings.id, meetingId));
    const session = await findSession(tx, meetingId);
    const kind = isLocked ? ("lock" as const) : ("unlock" as const);
    await record(tx, { meetingId, callId: session?.id, kind, actor });
    if (session) await notifyCall(tx, session.id);
    await notify(tx, await hostIdsOf(tx, meetingId));
  });
}

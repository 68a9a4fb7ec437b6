import type { UserActor } from "../auth";
import { endSession, findSession } from "../calls";
import type { Database } from "../db";
import { meetingHost, refuseCoHost } from "./access";
import { record } from "./record";

/** Ends the session that runs for everybody in it. Where none runs, nothing happens. Refuses with `not_host` or `not_found`. */
export async function endForAll(db: Database, actor: UserActor, meetingId: string): Promise<void> {
  await db.transaction(async (tx) => {
    refuseCoHost(await meetingHost(tx, actor, meetingId));
    const session = await findSession(tx, meetingId);
    if (!session) return;
    await record(tx, { meetingId, callId: session.id, kind: "end", actor });
    await endSession(tx, session.id);
  });
}

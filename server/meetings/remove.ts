import { and, eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { findSession, lockPeople, personIdOf, putOut } from "../calls";
import { callParticipants } from "../calls/schema";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { meetingHost } from "./access";
import { isStanding, targetOf } from "./host-word";
import { type HostInSession, inSession, refuseUnlessBelow } from "./in-session";
import { record } from "./record";
import { meetingParticipants } from "./schema";
import { hostIdsOf } from "./standing";

type One = { meetingId: string; participantId: string };

/**
 * Puts somebody out who is in the session or has just left it, and that account or guest never comes into this meeting again. Their
 * admissions end in the same transaction: a token that they still hold, or that the SFU has renewed, leads nowhere. Twice, and by two hosts at
 * once, is once. Refuses with `is_host`, `is_yourself`, `not_host` or `not_found`.
 */
export async function remove(db: Database, actor: UserActor, input: One): Promise<void> {
  const { meetingId, participantId } = input;
  await db.transaction(async (tx) => {
    const host = await meetingHost(tx, actor, meetingId);
    // People come before calls.
    await lockPeople(tx, [await personOf(tx, participantId)]);
    const session = await findSession(tx, meetingId);
    if (!session) refuse({ code: "not_found" });
    const callId = session.id;
    const inIt: HostInSession = { ...host, callId };
    const one = await inSession(tx, inIt, participantId, ["connected", "left"]);
    refuseUnlessBelow(host, one);
    const removed = await tx
      .update(meetingParticipants)
      .set({ state: "removed", removedAt: now, sessionRole: null })
      .where(and(isStanding(one), eq(meetingParticipants.state, "admitted")))
      .returning({ id: meetingParticipants.id });
    if (removed.length === 0) return;
    await putOut(tx, callId, participantId);
    await record(tx, { meetingId, callId, kind: "remove", actor, target: targetOf(one) });
    await notify(tx, [one.personId, ...(await hostIdsOf(tx, meetingId))]);
  });
}

async function personOf(tx: Transaction, participantId: string): Promise<string> {
  const [row] = await tx
    .select({ id: personIdOf(callParticipants) })
    .from(callParticipants)
    .where(eq(callParticipants.id, participantId));
  return row?.id ?? refuse({ code: "not_found" });
}

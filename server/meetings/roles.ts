import type { UserActor } from "../auth";
import { notify } from "../bus";
import { notifyCall } from "../calls";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { type MeetingHost, refuseCoHost } from "./access";
import type { MeetingRole } from "./contract";
import { followRights } from "./follow-rights";
import { isPart, isStanding, targetOf } from "./host-word";
import {
  type HostInSession,
  hostInSession,
  inSession,
  type Present,
  presentIn,
  refuseUnlessBelow,
} from "./in-session";
import { record } from "./record";
import { meetingParticipants } from "./schema";
import { hostIdsOf } from "./standing";

type One = { meetingId: string; participantId: string };

/**
 * Makes somebody in the session a co-host until it ends, or no more. Only a host may, and only to who has an account. Refuses with
 * `needs_account`, `is_host`, `is_yourself`, `not_host` or `not_found`.
 */
export async function setCoHost(
  db: Database,
  actor: UserActor,
  { isCoHost, ...input }: One & { isCoHost: boolean },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { host, one } = await chosen(tx, actor, input);
    refuseUnlessBelow(host, one);
    await lend(tx, host, one, isCoHost ? "co_host" : "participant");
  });
}

/**
 * Makes somebody in the session its host until it ends. Whoever gives the role away helps as a co-host from then on; whose meeting it is stays a
 * host. Refuses with `needs_account`, `is_yourself`, `not_host` or `not_found`.
 */
export async function handOver(db: Database, actor: UserActor, input: One): Promise<void> {
  await db.transaction(async (tx) => {
    const { host, one } = await chosen(tx, actor, input);
    if (one.personId === actor.userId) refuse({ code: "is_yourself" });
    await lend(tx, host, one, "host");
    const here = await presentIn(tx, host.meeting, host.callId);
    const giver = here.find((someone) => someone.personId === actor.userId);
    if (giver && !host.isOwner) await lend(tx, host, giver, "co_host");
  });
}

async function chosen(tx: Transaction, actor: UserActor, input: One) {
  const host = await hostInSession(tx, actor, input.meetingId);
  refuseCoHost(host);
  const one = await inSession(tx, host, input.participantId);
  if (!one.userId) refuse({ code: "needs_account" });
  return { host, one };
}

/** Lends a role for the session. */
async function lend(tx: Transaction, host: HostInSession, one: Present, role: MeetingRole): Promise<void> {
  await lendRole(tx, one, role);
  const { meeting, callId, actor } = host;
  await followRights(tx, meeting, callId, isPart(one));
  await record(tx, {
    meetingId: meeting.id,
    callId,
    kind: "role",
    actor,
    target: targetOf(one),
    detail: { role },
  });
  await tellRoles(tx, host);
}

async function tellRoles(
  tx: Transaction,
  { meeting, callId }: Pick<MeetingHost, "meeting"> & { callId: string },
) {
  await notifyCall(tx, callId);
  await notify(tx, await hostIdsOf(tx, meeting.id));
}

async function lendRole(tx: Transaction, one: Present, role: MeetingRole): Promise<void> {
  await tx.update(meetingParticipants).set({ sessionRole: role }).where(isStanding(one));
}

import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { callMember } from "./access";
import { answerAs } from "./answer";
import type { Place } from "./contract";
import { callParticipants, calls } from "./schema";

/**
 * Two people who call each other meet in the earlier call: the later start becomes the answer to it. Null when that has just
 * ended. Whoever starts one that is not encrypted, since their browser cannot, is refused with `cannot_encrypt`; whoever wanted an
 * encrypted one is not taken into an open one unasked but refused with `met_open_call`, and it rings on.
 */
export async function meetCrossing(
  tx: Transaction,
  actor: UserActor,
  callId: string,
  { isEncrypted }: { isEncrypted?: boolean | undefined },
): Promise<Place | null> {
  const member = await callMember(tx, actor, callId);
  const rings = member.me.state === "ringing" || member.me.state === "waiting";
  if (member.call.state === "ended" || !rings) return null;
  if (isEncrypted !== false && !member.call.isEncrypted) refuse({ code: "met_open_call" });
  const { admissionId, ...met } = await answerAs(tx, member, { canEncrypt: isEncrypted });
  return { callId, admissionId, isEncrypted: met.isEncrypted };
}

/** The call with which the only person who is to be called is calling right now, or null. */
export async function findCrossing(
  tx: Transaction,
  actor: UserActor,
  people: string[],
): Promise<string | null> {
  const [calleeId, another] = people;
  if (calleeId === undefined || another !== undefined) return null;
  const rows = await tx
    .select({ callId: calls.id })
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .where(
      and(
        eq(calls.startedBy, calleeId),
        eq(calls.state, "ringing"),
        eq(callParticipants.userId, actor.userId),
        inArray(callParticipants.state, ["ringing", "waiting"]),
        eq(callParticipants.isSilenced, false),
        gt(callParticipants.ringExpiresAt, now),
        sql`(select count(*) from call_participants others where others.call_id = ${calls.id}) = 2`,
      ),
    )
    .limit(1);
  return rows[0]?.callId ?? null;
}

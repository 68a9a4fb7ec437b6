import { and, eq, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { callParticipants, calls } from "./schema";
import { personIdOf } from "./whose";

export type Call = typeof calls.$inferSelect;
export type CallParticipant = typeof callParticipants.$inferSelect;
/** A participant with an account. */
export type CallPerson = CallParticipant & { userId: string };

declare const proven: unique symbol;
/** Proof that the actor is on the call, which is locked until the transaction ends. Only `callMember` makes one. */
export type CallMember = { call: Call; me: CallParticipant; actor: CallActor; readonly [proven]: true };

/**
 * Turns an actor and a call's id into proof of membership and locks the call's row: every verb takes that lock
 * first, so verbs on one call come one after the other and cannot deadlock. A call that does not exist and a call
 * of other people are one answer, `not_found`.
 */
export async function callMember(tx: Transaction, actor: CallActor, callId: string): Promise<CallMember> {
  const [row] = await tx
    .select({ call: calls, me: callParticipants })
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .where(
      and(
        eq(calls.id, callId),
        eq(personIdOf(callParticipants), actor.userId),
        eq(callParticipants.isSilenced, false),
      ),
    )
    .for("update", { of: calls });
  if (!row) refuse({ code: "not_found" });
  return await fresh(tx, row, actor);
}

/** Refuses with `call_over` or `not_on_call` unless the person is on the call now, on whatever device. */
export function refuseUnlessOn({ call, me }: CallMember): void {
  if (call.state === "ended") refuse({ code: "call_over", reason: call.endReason ?? "hung_up" });
  if (me.state !== "connected") refuse({ code: "not_on_call" });
}

/** Refuses with `not_found` in a session of a meeting: nobody is rung into one, past its door and whoever keeps it. */
export function refuseInMeeting({ call }: CallMember): void {
  if (call.meetingId) refuse({ code: "not_found" });
}

/** Refuses with `cannot_encrypt` a device that cannot do what everybody on the call was promised at its start. */
export function refuseUnlessEncrypting(call: Call, device: { canEncrypt?: boolean | undefined }): void {
  if (call.isEncrypted && device.canEncrypt === false) refuse({ code: "cannot_encrypt" });
}

/** A lock that had to be waited for gives the call's newest row, but the participant's old one: read that again. */
async function fresh(
  tx: Transaction,
  row: { call: Call; me: CallParticipant },
  actor: CallActor,
): Promise<CallMember> {
  const [me] = await tx.select().from(callParticipants).where(eq(callParticipants.id, row.me.id));
  return { call: row.call, me: me ?? row.me, actor } as CallMember;
}

/**
 * Locks open calls. A sweep leaves out those that somebody else is working on, the next sweep takes them; `wait` is for what
 * must happen now.
 */
export async function lockCalls(
  tx: Transaction,
  callIds: string[],
  { wait = false }: { wait?: boolean } = {},
): Promise<Call[]> {
  if (callIds.length === 0) return [];
  const ids = sql.join(
    callIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  return await tx
    .select()
    .from(calls)
    .where(and(sql`${calls.id} in (${ids})`, sql`${calls.state} <> 'ended'`))
    // In one order everywhere, so that two who need the same calls do not wait for each other.
    .orderBy(calls.id)
    .for("update", wait ? {} : { skipLocked: true });
}

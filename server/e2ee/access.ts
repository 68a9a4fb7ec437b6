import { and, eq, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import type { AdmissionState } from "../calls/contract";
import { deviceIdOf, personIdOf } from "../calls";
import { admissions, calls } from "../calls/schema";
import type { Connection, Transaction } from "../db";
import { refuse } from "../errors";

/** Of a guest both ids are their own. */
export type AdmissionRow = { id: string; userId: string; deviceId: string; state: AdmissionState };
/** The admissions that a call has and had, by id. */
export type Admissions = ReadonlyMap<string, AdmissionRow>;

declare const proven: unique symbol;
/** Proof that the actor's device has a place in the call, which cannot change until the transaction ends. */
export type KeyMember = {
  callId: string;
  actor: CallActor;
  own: AdmissionRow;
  admissions: Admissions;
  readonly [proven]: true;
};

/** On the call: what these send and read is everything. */
export const isMember = ({ state }: AdmissionRow): boolean =>
  state === "admitted" || state === "joined" || state === "gone";
/** On the call, or ringing while it is connected already. */
export const isLive = (admission: AdmissionRow): boolean =>
  admission.state === "ringing" || isMember(admission);

/**
 * Turns an actor and a call's id into proof of a place in it. The lock is shared: those who send do not wait for each other, but
 * for verbs that change who is on the call, so that nobody sends who has just been put out, nor into a call that has ended. An
 * unknown call and one without a place are one answer, `not_found`.
 */
export async function keyMember(tx: Transaction, actor: CallActor, callId: string): Promise<KeyMember> {
  const [call] = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.id, callId), sql`${calls.state} <> 'ended'`))
    .for("share");
  const all = call && (await admissionsOf(tx, callId));
  const own = [...(all?.values() ?? [])].findLast((one) => one.deviceId === actor.deviceId && isLive(one));
  if (!all || !own) refuse({ code: "not_found" });
  return { callId, actor, own, admissions: all } as KeyMember;
}

/** The admissions of a call, the oldest first. */
export async function admissionsOf(db: Connection, callId: string): Promise<Admissions> {
  const rows = await db
    .select({
      id: admissions.id,
      userId: personIdOf(admissions),
      deviceId: deviceIdOf(admissions),
      state: admissions.state,
    })
    .from(admissions)
    .where(eq(admissions.callId, callId))
    .orderBy(admissions.createdAt);
  return new Map(rows.map((row) => [row.id, row]));
}

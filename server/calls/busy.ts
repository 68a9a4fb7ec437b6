import { and, eq, gt, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { now } from "../clock";
import type { Connection, Transaction } from "../db";
import type { RingRule } from "./ring-rules";
import { admissions, callParticipants, calls } from "./schema";
import { deviceIdOf, personIdOf } from "./whose";

/** A person's place in a running call. */
export type Seat = { userId: string; callId: string; deviceId: string; isHeld: boolean };

/** Of a row of `admissions`: it holds a seat now. One that has lapsed does not, also before anybody swept. */
export const isLiveSeat = sql`${admissions.state} in ('admitted', 'joined', 'gone')
  and (${admissions.expiresAt} is null or ${admissions.expiresAt} > ${now})`;

/**
 * The calls that these people are on now, from live admissions: a crash never leaves anyone busy. `except` leaves one call
 * out.
 */
export async function seatsOf(tx: Connection, userIds: readonly string[], except?: string): Promise<Seat[]> {
  return await tx
    .select({
      userId: personIdOf(callParticipants),
      callId: callParticipants.callId,
      deviceId: deviceIdOf(admissions),
      isHeld: sql<boolean>`${isNotNull(callParticipants.heldAt)}`,
    })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .innerJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        inArray(callParticipants.userId, [...userIds]),
        eq(callParticipants.state, "connected"),
        ne(calls.state, "ended"),
        except ? ne(calls.id, except) : undefined,
        isLiveSeat,
      ),
    );
}

/**
 * Whether the actor is on a call already, by their seats. One that is on hold on this very device does not count: beside it there
 * is room for another.
 */
export const isTaken = (seats: Seat[], actor: CallActor): boolean =>
  seats.length > 1 || (seats.length === 1 && !isHeldHere(seats[0], actor));

export const isHeldHere = (seat: Seat | undefined, actor: CallActor): boolean =>
  seat?.isHeld === true && seat.deviceId === actor.deviceId;

/** How taken a person is: by calls they are on, held ones among them, and by calls that ring or knock. */
export type Engagement = { seats: number; rings: number };

/** The same with the rings, for each of these people that has any. */
export async function engagements(
  tx: Transaction,
  userIds: readonly string[],
  except?: string,
): Promise<Map<string, Engagement>> {
  const [seats, ringing] = await Promise.all([
    seatsOf(tx, userIds, except),
    tx
      .select({ userId: personIdOf(callParticipants) })
      .from(callParticipants)
      .where(
        and(
          inArray(callParticipants.userId, [...userIds]),
          or(eq(callParticipants.state, "ringing"), eq(callParticipants.state, "waiting")),
          eq(callParticipants.isSilenced, false),
          gt(callParticipants.ringExpiresAt, now),
          except ? ne(callParticipants.callId, except) : undefined,
        ),
      ),
  ]);
  const count = (rows: { userId: string }[], userId: string) =>
    rows.filter((row) => row.userId === userId).length;
  return new Map(userIds.map((id) => [id, { seats: count(seats, id), rings: count(ringing, id) }] as const));
}

/**
 * How a ring finds a person: free it rings; on one call it knocks, unless another call knocks already or the person has
 * waiting off; with one call on hold beside another they are busy. Who is silenced seems to be free.
 */
export function found(rule: RingRule, engagement: Engagement | undefined): "ringing" | "waiting" | "busy" {
  if (rule.isSilenced || !engagement || engagement.seats === 0) return "ringing";
  return rule.hasCallWaiting && engagement.seats === 1 && engagement.rings === 0 ? "waiting" : "busy";
}

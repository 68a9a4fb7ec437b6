import { and, eq, inArray, isNotNull, lte, ne, not, sql } from "drizzle-orm";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { lockCalls } from "./access";
import { revokeWhere } from "./admit";
import { isBeingMoved } from "./being-moved";
import { endCall, settle, stopRings } from "./end";
import { participantGuard } from "./guard";
import { type LeftSeat, leaveSeats } from "./leave-seats";
import { notifyCall } from "./notify-call";
import { admissions, callParticipants, calls } from "./schema";

const BATCH = 200;

/**
 * Fires every deadline that has passed: rings that nobody answered, seats that nobody came back to. Any process may
 * run it at any time, and several at once; a call that somebody works on is left to the next sweep.
 */
export async function sweepDeadlines(db: Database): Promise<void> {
  await sweepRings(db);
  await sweepSeats(db);
}

async function sweepRings(db: Database): Promise<void> {
  const due = await db
    .selectDistinct({ callId: callParticipants.callId })
    .from(callParticipants)
    .where(
      and(inArray(callParticipants.state, ["ringing", "waiting"]), lte(callParticipants.ringExpiresAt, now)),
    )
    .limit(BATCH);
  if (due.length === 0) return;
  await db.transaction(async (tx) => {
    for (const call of await lockCalls(
      tx,
      due.map((row) => row.callId),
    )) {
      await expireRings(tx, call.id);
      await settle(tx, call.id, call.state === "ringing" ? "no_answer" : "hung_up");
    }
  });
}

async function expireRings(tx: Transaction, callId: string): Promise<void> {
  const { allowed, next } = participantGuard("expire");
  const expired = await tx
    .update(callParticipants)
    .set({ state: next, endedAt: now })
    .where(and(eq(callParticipants.callId, callId), allowed, lte(callParticipants.ringExpiresAt, now)))
    .returning({ id: callParticipants.id });
  await stopRings(
    tx,
    callId,
    "expired",
    expired.map((row) => row.id),
  );
}

async function sweepSeats(db: Database): Promise<void> {
  const due = await db
    .selectDistinct({ callId: admissions.callId })
    .from(admissions)
    .innerJoin(calls, eq(calls.id, admissions.callId))
    .where(
      and(
        inArray(admissions.state, ["admitted", "gone"]),
        isNotNull(admissions.expiresAt),
        lte(admissions.expiresAt, now),
        ne(calls.state, "ended"),
        not(isBeingMoved),
      ),
    )
    .limit(BATCH);
  if (due.length === 0) return;
  await db.transaction(async (tx) => {
    for (const call of await lockCalls(
      tx,
      due.map((row) => row.callId),
    )) {
      await lapseBesides(tx, call.id);
      if ((await lapseSeats(tx, call.id)).length === 0) continue;
      if (call.state === "ringing") await endIfCallerLeft(tx, call.id);
      else await settle(tx, call.id, "connection_lost");
    }
  });
}

async function lapseSeats(tx: Transaction, callId: string): Promise<LeftSeat[]> {
  const hasLapsed = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${callParticipants.activeAdmissionId}
    and ${admissions.state} in ('admitted', 'gone') and ${admissions.expiresAt} <= ${now} and not ${isBeingMoved})`;
  return await leaveSeats(tx, callId, hasLapsed);
}

/** A device beside the active one that does not come back is gone alone. */
async function lapseBesides(tx: Transaction, callId: string): Promise<void> {
  const lapsed = and(
    eq(admissions.callId, callId),
    ne(admissions.role, "active"),
    inArray(admissions.state, ["admitted", "gone"]),
    lte(admissions.expiresAt, now),
  );
  const gone = await tx.select({ id: admissions.id }).from(admissions).where(lapsed);
  if (gone.length === 0) return;
  await revokeWhere(tx, callId, lapsed);
  await notifyCall(tx, callId);
}

/** A caller whose browser died while it rang: nobody could be reached by answering. */
async function endIfCallerLeft(tx: Transaction, callId: string): Promise<void> {
  const [caller] = await tx
    .select({ state: callParticipants.state })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.isCaller, true)));
  if (caller?.state === "left") await endCall(tx, callId, "cancelled");
}

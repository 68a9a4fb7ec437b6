import { and, eq, gt, inArray, ne, or, sql } from "drizzle-orm";
import { nowPlus } from "../clock";
import { type Database, locks } from "../db";
import { listIdentities, removeParticipant } from "../media";
import { log } from "../telemetry";
import { arrivalsOf } from "./arrivals";
import { lapseUnseen } from "./lapse-unseen";
import { admissions, calls } from "./schema";
import { followRoom } from "./seats";
import { LINGER_MS } from "./switch-active";

// A device that has just joined may not be listed yet.
const GRACE_MS = 5_000;

/**
 * Holds the rows against what the SFU says, for every open call: webhooks are hints, and one may be lost. One process at
 * a time; the others skip.
 */
export async function reconcileRooms(db: Database): Promise<void> {
  const open = await db.transaction(async (tx) => {
    const [lock] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${locks.reconcile}) as mine`,
    );
    if (!lock?.mine) return [];
    return await tx.select({ id: calls.id }).from(calls).where(ne(calls.state, "ended"));
  });
  for (const { id } of open) {
    await reconcileRoom(db, id).catch(async (error: unknown) => {
      log.warn({ event: "room_not_reconciled", callId: id, reason: String(error) });
      await lapseUnseen(db, id);
    });
  }
}

async function reconcileRoom(db: Database, callId: string): Promise<void> {
  // Asked before the rows are read: whoever is connected by then has a row by now.
  const present = await listIdentities(callId);
  const seats = await db
    .select({
      id: admissions.id,
      state: admissions.state,
      isSettled: sql<boolean>`coalesce(${admissions.joinedAt} < peal_now() - ${GRACE_MS} * interval '1 millisecond', false)`,
    })
    .from(admissions)
    .where(
      and(
        sql`${admissions.callId} = ${callId}`,
        or(
          inArray(admissions.state, ["ringing", "admitted", "joined", "gone"]),
          // One that was moved away from sends for a moment still.
          and(eq(admissions.state, "revoked"), gt(admissions.goneAt, nowPlus(-LINGER_MS))),
        ),
      ),
    );
  for (const seat of seats) {
    const ids = { callId, admissionId: seat.id };
    const isAwaited = seat.state === "admitted" || seat.state === "gone";
    if (present.has(seat.id) && isAwaited) await followRoom(db, { kind: "joined", ...ids });
    if (!present.has(seat.id) && seat.state === "joined" && seat.isSettled) {
      await followRoom(db, { kind: "left", byIntent: false, ...ids });
      await lapseUnseen(db, callId, seat.id);
    }
    present.delete(seat.id);
  }
  for (const arrival of await arrivalsOf(db, callId)) present.delete(arrival);
  for (const stranger of present) await removeParticipant(callId, stranger);
}

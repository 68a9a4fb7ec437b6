import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { emit } from "../bus";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import type { Database, Transaction } from "../db";
import { addJob } from "../jobs";
import { isConnected } from "../media";
import type { RoomEvent } from "../media/contract";
import { callType } from "../telemetry";
import { arrivalsOf } from "./arrivals";
import { notifyCall } from "./end";
import { admissions, calls } from "./schema";
import { deviceIdOf } from "./whose";

/** A device's connection came up. A revoked admission that shows up is put out again. */
async function seatTaken(tx: Transaction, callId: string, admissionId: string): Promise<void> {
  const first = await takeSeat(tx, callId, admissionId, isNull(admissions.joinedAt));
  const taken = first ?? (await takeSeat(tx, callId, admissionId));
  if (first) await emit(tx, "calls.connected", { callId, type: callType(first), hasFailed: false });
  // What may be sent can have changed since the token was made.
  if (taken?.meetingId)
    await addJob(tx, "calls.follow_role", { callId, admissionId }, { key: `role:${admissionId}` });
  if (taken) return await notifyCall(tx, callId);
  const [known] = await tx
    .select({ state: admissions.state })
    .from(admissions)
    .where(and(eq(admissions.id, admissionId), eq(admissions.callId, callId)));
  const isOut = known ? known.state === "revoked" : !(await arrivalsOf(tx, callId)).includes(admissionId);
  if (isOut) await addJob(tx, "calls.remove_admission", { callId, admissionId });
}

/** The guarded update of a seat that waits for its device; its call, or null where there is none such. */
async function takeSeat(tx: Transaction, callId: string, admissionId: string, which?: SQL) {
  const [call] = await tx
    .update(admissions)
    .set({
      state: "joined",
      joinedAt: sql`coalesce(${admissions.joinedAt}, ${now})`,
      goneAt: null,
      expiresAt: null,
    })
    .from(calls)
    .where(
      and(
        eq(calls.id, admissions.callId),
        eq(admissions.id, admissionId),
        eq(admissions.callId, callId),
        inArray(admissions.state, ["admitted", "gone"]),
        which,
      ),
    )
    .returning({ media: calls.media, meetingId: calls.meetingId });
  return call ?? null;
}

/**
 * A device's connection went: the tile goes now, the seat after `seatMs` (or sooner, if that was said before). A move to it has
 * failed at once.
 */
async function seatLost(tx: Transaction, admissionId: string, seatMs: number, owner?: string): Promise<void> {
  await lockOfStandby(tx, admissionId);
  const [lost] = await tx
    .update(admissions)
    .set({
      state: "gone",
      goneAt: sql`coalesce(${admissions.goneAt}, ${now})`,
      expiresAt: sql`least(${admissions.expiresAt}, ${nowPlus(seatMs)})`,
    })
    .where(
      and(
        eq(admissions.id, admissionId),
        inArray(admissions.state, ["admitted", "joined", "gone"]),
        owner ? eq(deviceIdOf(admissions), owner) : undefined,
        or(isNull(admissions.expiresAt), sql`${admissions.expiresAt} > ${nowPlus(seatMs)}`),
      ),
    )
    .returning({ callId: admissions.callId, role: admissions.role });
  if (!lost) return;
  if (lost.role === "standby") await emit(tx, "calls.standby-lost", { callId: lost.callId, admissionId });
  await notifyCall(tx, lost.callId);
}

/** What becomes of a move is decided under the lock of its call, which comes before that of any seat. */
async function lockOfStandby(tx: Transaction, admissionId: string): Promise<void> {
  await tx
    .select({ id: calls.id })
    .from(calls)
    .innerJoin(admissions, eq(admissions.callId, calls.id))
    .where(and(eq(admissions.id, admissionId), eq(admissions.role, "standby")))
    .for("update", { of: calls });
}

/** Follows what the SFU says of a room. Safe in any order and any number: the next reconciliation sets it right. */
export async function followRoom(db: Database, event: RoomEvent): Promise<void> {
  if (event.kind === "other") return;
  // A device that connects a second time with its admission puts its first connection out: it has not left.
  if (event.kind === "left" && (await isConnected(event.callId, event.admissionId))) return;
  const { PEAL_SEAT_CLOSED_MS, PEAL_SEAT_LOST_MS } = config();
  await db.transaction(async (tx) => {
    if (event.kind === "joined") await seatTaken(tx, event.callId, event.admissionId);
    else await seatLost(tx, event.admissionId, event.byIntent ? PEAL_SEAT_CLOSED_MS : PEAL_SEAT_LOST_MS);
  });
}

/** A page says that it closes: its tile goes at once and its seat after 10 s, unless it comes back. */
export async function closePage(
  db: Database,
  actor: CallActor,
  input: { admissionId: string },
): Promise<void> {
  await db.transaction((tx) => seatLost(tx, input.admissionId, config().PEAL_SEAT_CLOSED_MS, actor.deviceId));
}

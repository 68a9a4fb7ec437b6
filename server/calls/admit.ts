import { randomUUID } from "node:crypto";
import type { UserActor } from "../auth";
import { and, eq, ne, or, type SQL, sql } from "drizzle-orm";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import { createRoom, mintToken, type TokenRights } from "../media";
import type { Admission, Place } from "./contract";
import { admissions, callParticipants } from "./schema";

/** How long an admitted device has to connect before its seat lapses, in ms. */
export const CONNECT_MS = 60_000;

/** `wasWarm`: the device may be connected with this admission already. */
type Seated = { id: string; wasWarm: boolean };
type Seat = { callId: string; participantId: string; userId: string; deviceId: string };

/** The row that admits the caller's device to a call that is just being written. */
export const firstAdmission = (seat: {
  id: string;
  callId: string;
  participantId: string;
  actor: UserActor;
}) => {
  const { actor, ...ids } = seat;
  const { userId, deviceId } = actor;
  return { ...ids, userId, deviceId, state: "admitted" as const, expiresAt: nowPlus(CONNECT_MS) };
};

/**
 * Admits a device to its person's seat, and makes it the one that others see. A device that was warmed keeps the admission with
 * which it is connected. Every other admission ends, but those of devices beside the active one.
 */
export async function seatDevice(tx: Transaction, seat: Seat): Promise<Seated> {
  const admitted = { state: "admitted" as const, expiresAt: nowPlus(CONNECT_MS) };
  const [warm] = await tx
    .update(admissions)
    .set(admitted)
    .where(
      and(
        eq(admissions.participantId, seat.participantId),
        eq(admissions.deviceId, seat.deviceId),
        eq(admissions.state, "ringing"),
      ),
    )
    .returning({ id: admissions.id });
  const id = warm?.id ?? randomUUID();
  const isOutdone = or(eq(admissions.role, "active"), eq(admissions.deviceId, seat.deviceId));
  // The connection carries them in this order: the old one ends before there is a new one.
  await Promise.all([
    revokeWhere(
      tx,
      seat.callId,
      and(eq(admissions.participantId, seat.participantId), ne(admissions.id, id), isOutdone),
    ),
    warm ? null : tx.insert(admissions).values({ id, ...seat, ...admitted }),
    tx
      .update(callParticipants)
      .set({ activeAdmissionId: id })
      .where(eq(callParticipants.id, seat.participantId)),
  ]);
  return { id, wasWarm: warm !== undefined };
}

/** Ends a person's admissions, and has the SFU put them out. */
export async function revokeAdmissions(
  tx: Transaction,
  callId: string,
  participantId: string,
): Promise<void> {
  await revokeWhere(tx, callId, eq(admissions.participantId, participantId));
}

/**
 * Ends the admissions of a call that `which` selects, and has the SFU put them out, at once or a while later.
 */
export async function revokeWhere(
  tx: Transaction,
  callId: string,
  which: SQL | undefined,
  delayMs = 0,
): Promise<void> {
  const revoked = await tx
    .update(admissions)
    .set({ state: "revoked", goneAt: sql`coalesce(${admissions.goneAt}, ${now})`, expiresAt: null })
    .where(and(eq(admissions.callId, callId), ne(admissions.state, "revoked"), which))
    .returning({ id: admissions.id });
  for (const { id } of revoked) {
    await addJob(tx, "calls.remove_admission", { callId, admissionId: id }, { key: `remove:${id}`, delayMs });
  }
}

/**
 * Everything a device needs to connect, for an admission that a transaction has just proven. The only caller of
 * `mintToken`: no path reaches a token without an admission row. Refuses with `media_unavailable`.
 */
export async function mintAdmission(place: Place, rights?: TokenRights): Promise<Admission> {
  const [admission] = await Promise.all([tokenFor(place, rights), createRoom(place.callId)]);
  return admission;
}

/**
 * The same where the room was made by the call's start, so that an answer does not wait for the SFU. The room is asked for all
 * the same; should it be lost just then, the device's next join waits for it.
 */
export async function mintAnswer(place: Place): Promise<Admission> {
  createRoom(place.callId).catch(() => {});
  return await tokenFor(place);
}

/** The same for a device that rings: it sees who is there, unseen, and sends nothing. */
export async function mintWarm(place: Place): Promise<Admission> {
  const [admission] = await Promise.all([tokenFor(place, "hidden"), createRoom(place.callId)]);
  return admission;
}

async function tokenFor(place: Place, rights?: TokenRights): Promise<Admission> {
  const token = await mintToken(place.callId, place.admissionId, rights);
  return { ...place, url: config().LIVEKIT_PUBLIC_URL, token };
}

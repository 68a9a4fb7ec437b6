import { randomUUID } from "node:crypto";
import type { UserActor } from "../auth";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import { createRoom, mintToken } from "../media";
import type { Admission } from "./contract";
import { admissions, callParticipants } from "./schema";

/** How long an admitted device has to connect before its seat lapses, in ms. */
export const CONNECT_MS = 60_000;

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

/** Admits a device to its person's seat, and makes it the one that others see. Every other admission ends. */
export async function seatDevice(tx: Transaction, seat: Seat): Promise<string> {
  const id = randomUUID();
  await Promise.all([
    tx.insert(admissions).values({ id, ...seat, state: "admitted", expiresAt: nowPlus(CONNECT_MS) }),
    tx
      .update(callParticipants)
      .set({ activeAdmissionId: id })
      .where(eq(callParticipants.id, seat.participantId)),
    revokeAdmissions(tx, seat.callId, seat.participantId, id),
  ]);
  return id;
}

/** Ends a person's admissions but one, and has the SFU put them out. */
export async function revokeAdmissions(
  tx: Transaction,
  callId: string,
  participantId: string,
  keep?: string,
): Promise<void> {
  const revoked = await tx
    .update(admissions)
    .set({ state: "revoked", goneAt: sql`coalesce(${admissions.goneAt}, ${now})`, expiresAt: null })
    .where(
      and(
        eq(admissions.participantId, participantId),
        inArray(admissions.state, ["ringing", "waiting", "admitted", "joined", "gone"]),
        keep ? ne(admissions.id, keep) : undefined,
      ),
    )
    .returning({ id: admissions.id });
  for (const { id } of revoked) {
    await addJob(tx, "calls.remove_admission", { callId, admissionId: id }, { key: `remove:${id}` });
  }
}

/**
 * Everything a device needs to connect, for an admission that a transaction has just proven. The only caller of
 * `mintToken`: no path reaches a token without an admission row. Refuses with `media_unavailable`.
 */
export async function mintAdmission(callId: string, admissionId: string): Promise<Admission> {
  const [admission] = await Promise.all([tokenFor(callId, admissionId), createRoom(callId)]);
  return admission;
}

/**
 * The same where the room was made by the call's start, so that an answer does not wait for the SFU. The room is asked for all
 * the same; should it be lost just then, the device's next join waits for it.
 */
export async function mintAnswer(callId: string, admissionId: string): Promise<Admission> {
  createRoom(callId).catch(() => {});
  return await tokenFor(callId, admissionId);
}

async function tokenFor(callId: string, admissionId: string): Promise<Admission> {
  const token = await mintToken(callId, admissionId);
  return { callId, admissionId, url: config().LIVEKIT_PUBLIC_URL, token };
}

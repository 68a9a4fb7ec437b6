import { randomUUID } from "node:crypto";
import type { CallActor } from "../auth";
import { and, eq, ne, or, type SQL, sql } from "drizzle-orm";
import { now, nowPlus } from "../clock";
import type { Connection, Transaction } from "../db";
import { addJob } from "../jobs";
import { problemOf } from "../errors";
import {
  createRoom,
  type MaySend,
  mintToken,
  placeOf,
  type SendSource,
  type TokenRights,
  without,
} from "../media";
import { isRelayOnly } from "../relay";
import { takeArrival } from "./arrivals";
import { travellersOf } from "./travellers";
import type { Admission, Place } from "./contract";
import { admissions, callParticipants } from "./schema";
import { deviceIdOf, holderOf } from "./whose";

/** How long an admitted device has to connect before its seat lapses, in ms. */
export const CONNECT_MS = 60_000;

/** `wasWarm`: the device may be connected with this admission already. */
type Seated = { id: string; wasWarm: boolean };
/** The person whose admission it is, null for a stranger at a door, and where their rows are. */
export type Whose = { db: Connection; userId: string | null };
type Seat = {
  callId: string;
  participantId: string;
  actor: CallActor;
  /** The connection with which they stood at the door, if there is one. */
  arrivalId?: string | undefined;
};

/** The row that admits the caller's device to a call that is just being written. */
export const firstAdmission = (seat: {
  id: string;
  callId: string;
  participantId: string;
  actor: CallActor;
}) => {
  const { actor, ...ids } = seat;
  return { ...ids, ...holderOf(actor), state: "admitted" as const, expiresAt: nowPlus(CONNECT_MS) };
};

/**
 * Admits a device to its person's seat, and makes it the one that others see. A device that was warmed keeps the admission with
 * which it is connected. Every other admission ends, but those of devices beside the active one.
 */
export async function seatDevice(tx: Transaction, { actor, arrivalId, ...seat }: Seat): Promise<Seated> {
  const admitted = { state: "admitted" as const, expiresAt: nowPlus(CONNECT_MS) };
  const [warm] = await tx
    .update(admissions)
    .set(admitted)
    .where(
      and(
        eq(admissions.participantId, seat.participantId),
        eq(deviceIdOf(admissions), actor.deviceId),
        eq(admissions.state, "ringing"),
      ),
    )
    .returning({ id: admissions.id });
  const arrived = !warm && arrivalId && (await takeArrival(tx, seat.callId, arrivalId)) ? arrivalId : null;
  const id = warm?.id ?? arrived ?? randomUUID();
  const isOutdone = or(eq(admissions.role, "active"), eq(deviceIdOf(admissions), actor.deviceId));
  // The connection carries them in this order: the old one ends before there is a new one.
  await Promise.all([
    revokeWhere(
      tx,
      seat.callId,
      and(eq(admissions.participantId, seat.participantId), ne(admissions.id, id), isOutdone),
    ),
    warm ? null : tx.insert(admissions).values({ id, ...seat, ...holderOf(actor), ...admitted }),
    tx
      .update(callParticipants)
      .set({ activeAdmissionId: id })
      .where(eq(callParticipants.id, seat.participantId)),
  ]);
  return { id, wasWarm: warm !== undefined || arrived !== null };
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

/** `withheld`: what may be sent only once the device is there. `isWarm`: it may be connected already, so that nobody waits for its room. */
type Minting = { rights?: TokenRights | undefined; withheld?: SendSource | undefined; isWarm?: boolean };

/**
 * Everything a device needs to connect, for an admission that a transaction has just proven. The only caller of
 * `mintToken`: no path reaches a token without an admission row. Refuses with `media_unavailable`.
 */
export async function mintAdmission(
  whose: Whose,
  place: Place,
  { rights, withheld, isWarm = false }: Minting = {},
): Promise<Admission> {
  const opened = openRoom(whose.db, place.callId);
  // Should the room be lost just then, the device's next join waits for it.
  opened.catch(() => {});
  const maySend = await maySendAs(whose.db, place.admissionId);
  const minted = tokenFor(whose, place, { rights, withheld, maySend });
  const [admission] = await Promise.all([minted, !isWarm && opened]);
  return admission;
}

const openRoom = (db: Connection, callId: string) => createRoom(callId, () => travellersOf(db, callId));

/** What the person of an admission may send. */
async function maySendAs(db: Connection, admissionId: string): Promise<MaySend> {
  const [row] = await db
    .select({ maySend: callParticipants.maySend })
    .from(admissions)
    .innerJoin(callParticipants, eq(callParticipants.id, admissions.participantId))
    .where(eq(admissions.id, admissionId));
  return row?.maySend ?? null;
}

/**
 * The same where the room was made by the call's start, so that an answer does not wait for the SFU. The room is asked for all
 * the same; should it be lost just then, the device's next join waits for it.
 */
export async function mintAnswer(whose: Whose, place: Place): Promise<Admission> {
  openRoom(whose.db, place.callId).catch(() => {});
  return await tokenFor(whose, place);
}

/**
 * The same for a device that nobody sees: one that rings may look who is there, one that stands ready for a move, or at a door, may nothing.
 * Null where the SFU cannot be reached: such a device comes in without.
 */
export async function mintUnseen(
  whose: Whose,
  place: Place,
  rights: "hidden" | "none",
): Promise<Admission | null> {
  try {
    const minted = tokenFor(whose, place, { rights });
    const [admission] = await Promise.all([minted, openRoom(whose.db, place.callId)]);
    return admission;
  } catch (error) {
    if (problemOf(error)) return null;
    throw error;
  }
}

type Rights = { rights?: TokenRights; maySend?: MaySend; withheld?: SendSource };

async function tokenFor(
  { db, userId }: Whose,
  place: Place,
  { rights, maySend = null, withheld }: Rights = {},
): Promise<Admission> {
  const first = without(maySend, withheld);
  const [{ room, node, moves }, onlyRelay] = await Promise.all([
    placeOf(place.callId, () => travellersOf(db, place.callId)),
    isRelayOnly(db, userId),
  ]);
  const token = await mintToken(room, place.admissionId, rights, first);
  return { ...place, url: node.publicUrl, token, roomMoves: moves, isRelayOnly: onlyRelay, maySend };
}

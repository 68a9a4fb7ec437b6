import { and, eq, inArray, isNotNull, ne, type SQL } from "drizzle-orm";
import { record } from "../audit";
import { emit, notify } from "../bus";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { userDevices } from "./schema";
import { claimedActor } from "./session";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** A device's session ended; what it held (rings, seats) ends with it. */
    "auth.signed-out": { userId: string; deviceId: string };
  }
}

/** Ends the sessions that `which` selects: what they held ends with them, in the same transaction. Returns how many there were. */
export async function endSessions(tx: Transaction, which: SQL | undefined): Promise<number> {
  const ended = await tx
    .update(userDevices)
    .set({ sessionId: null })
    .where(and(which, isNotNull(userDevices.sessionId)))
    .returning({ userId: userDevices.userId, deviceId: userDevices.id });
  for (const device of ended) await emit(tx, "auth.signed-out", device);
  await notify(
    tx,
    ended.map(({ userId }) => userId),
  );
  return ended.length;
}

/** Ends the sessions of these devices, whatever they are. */
export async function endSessionsOf(tx: Transaction, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length > 0) await endSessions(tx, inArray(userDevices.id, [...deviceIds]));
}

/** Ends a device's session: its cookie and every token minted for it are worth nothing from now on. */
export async function signOut(db: Database, { userId, deviceId, sessionId }: UserActor): Promise<void> {
  await db.transaction(async (tx) => {
    const isIt = and(eq(userDevices.id, deviceId), eq(userDevices.sessionId, sessionId));
    if (await endSessions(tx, isIt)) await record(tx, { act: "signed_out", by: userId });
  });
}

/** Signs one of a person's own devices out, from wherever they are. Refuses with `not_found` for any other device. */
export async function signOutDevice(
  db: Database,
  { userId }: UserActor,
  { deviceId }: { deviceId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await endSessions(tx, and(eq(userDevices.id, deviceId), eq(userDevices.userId, userId)));
    if (!ended) refuse({ code: "not_found" });
    await record(tx, { act: "device_signed_out", by: userId });
  });
}

/** Ends a person's sessions on all devices but this one. Returns how many there were. */
export function endOtherSessions(tx: Transaction, { userId, deviceId }: UserActor): Promise<number> {
  return endSessions(tx, and(eq(userDevices.userId, userId), ne(userDevices.id, deviceId)));
}

/** Signs a person out everywhere but on this device. Returns how many devices that were. */
export async function signOutElsewhere(db: Database, actor: UserActor): Promise<number> {
  return db.transaction(async (tx) => {
    const devices = await endOtherSessions(tx, actor);
    if (devices) await record(tx, { act: "signed_out_elsewhere", by: actor.userId, details: { devices } });
    return devices;
  });
}

/** Ends the session that a decoded token names, if it names one. */
export async function endSession(db: Database, token: unknown): Promise<void> {
  const actor = claimedActor(token);
  if (actor) await signOut(db, actor);
}

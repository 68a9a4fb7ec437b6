import { and, eq } from "drizzle-orm";
import { emit, notify } from "../bus";
import type { Database } from "../db";
import type { UserActor } from "./actor";
import { userDevices } from "./schema";
import { claimedActor } from "./session";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** A device's session ended; what it held (rings, seats) ends with it. */
    "auth.signed-out": { userId: string; deviceId: string };
  }
}

/** Ends a device's session: its cookie and every token minted for it are worth nothing from now on. */
export async function signOut(db: Database, actor: UserActor): Promise<void> {
  const { userId, deviceId, sessionId } = actor;
  await db.transaction(async (tx) => {
    const ended = await tx
      .update(userDevices)
      .set({ sessionId: null })
      .where(and(eq(userDevices.id, deviceId), eq(userDevices.sessionId, sessionId)))
      .returning({ id: userDevices.id });
    if (!ended.length) return;
    await emit(tx, "auth.signed-out", { userId, deviceId });
    await notify(tx, [userId]);
  });
}

/** Ends the session that a decoded token names, if it names one. */
export async function endSession(db: Database, token: unknown): Promise<void> {
  const actor = claimedActor(token);
  if (actor) await signOut(db, actor);
}

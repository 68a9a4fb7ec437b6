import { and, eq, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../db";
import { callParticipants, calls } from "./schema";
import { tellParts } from "./tell-parts";

/**
 * A guest has become a person with an account: the parts in calls that they had as a guest, and that are over, are that person's, with
 * what the person remembers of them. Where both were on one call, the person's own part counts.
 */
export async function adoptGuest(tx: Transaction, guestId: string, userId: string): Promise<void> {
  const own = alias(callParticipants, "own");
  const isThere = tx
    .select({ one: sql`1` })
    .from(own)
    .where(and(eq(own.callId, callParticipants.callId), eq(own.userId, userId)));
  const adopted = await tx
    .update(callParticipants)
    .set({ userId, guestId: null })
    .where(and(eq(callParticipants.guestId, guestId), eq(callParticipants.state, "left"), notExists(isThere)))
    .returning({ callId: callParticipants.callId });
  for (const { callId } of adopted) {
    const [call] = await tx.select({ reason: calls.endReason }).from(calls).where(eq(calls.id, callId));
    await tellParts(tx, callId, call?.reason ?? "hung_up");
  }
}

import { and, eq, isNull, ne } from "drizzle-orm";
import { guestClaims, type UserActor } from "../auth";
import { adoptGuest, lockPeople } from "../calls";
import type { Database, Transaction } from "../db";
import { findGuest } from "./guests";
import { guests, meetingParticipants, meetings } from "./schema";

/**
 * Whoever was a guest in this browser and has an account now is that person: what they took part in is in their history, and the guest is
 * nobody any more. Where nobody was a guest, and the second time, nothing happens.
 */
export async function keepVisit(db: Database, actor: UserActor, cookie: string | null): Promise<void> {
  const claimed = await guestClaims(cookie);
  const guest = claimed && (await findGuest(db, claimed, claimed.meetingId));
  if (!guest) return;
  await db.transaction(async (tx) => {
    await lockPeople(tx, [guest.id, actor.userId]);
    const turned = await tx
      .update(guests)
      .set({ userId: actor.userId })
      .where(and(eq(guests.id, guest.id), isNull(guests.userId)))
      .returning({ id: guests.id });
    if (turned.length === 0) return;
    await adoptGuest(tx, guest.id, actor.userId);
    await stayOut(tx, guest.id, actor.userId);
  });
}

/** Whom a host has put out as a guest stays out with the account. Whose meeting it is comes in all the same. */
async function stayOut(tx: Transaction, guestId: string, userId: string): Promise<void> {
  const [standing] = await tx
    .select({ meetingId: meetingParticipants.meetingId, removedAt: meetingParticipants.removedAt })
    .from(meetingParticipants)
    .innerJoin(meetings, eq(meetings.id, meetingParticipants.meetingId))
    .where(
      and(
        eq(meetingParticipants.guestId, guestId),
        eq(meetingParticipants.state, "removed"),
        ne(meetings.hostId, userId),
      ),
    );
  if (!standing) return;
  const out = { state: "removed" as const, removedAt: standing.removedAt };
  await tx
    .insert(meetingParticipants)
    .values({ meetingId: standing.meetingId, userId, ...out })
    .onConflictDoUpdate({
      target: [meetingParticipants.meetingId, meetingParticipants.userId],
      set: out,
      setWhere: eq(meetingParticipants.role, "participant"),
    });
}

import { randomUUID } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { GUEST_MAX_AGE_S, type GuestActor, type GuestClaims } from "../auth";
import { now, nowPlus } from "../clock";
import { config } from "../config";
import type { Connection, Transaction } from "../db";
import { refuse } from "../errors";
import { guests } from "./schema";
import { hashOf, newSecret } from "./secrets";

export type Guest = typeof guests.$inferSelect;
/** A guest as they act, and what their browser keeps: null where it keeps it already. */
export type KnownGuest = { actor: GuestActor; claims: GuestClaims | null };

const untilExpiry = () => nowPlus(GUEST_MAX_AGE_S * 1000);

/** The guest of this meeting whom a browser's token names; null where it names none, or one who has become an account. */
export async function findGuest(
  db: Connection,
  claimed: GuestClaims | null,
  meetingId: string,
): Promise<Guest | null> {
  if (claimed?.meetingId !== meetingId) return null;
  const [guest] = await db
    .select()
    .from(guests)
    .where(
      and(
        eq(guests.id, claimed.guestId),
        eq(guests.meetingId, meetingId),
        eq(guests.secretHash, hashOf(claimed.secret)),
        gt(guests.expiresAt, now),
        isNull(guests.userId),
      ),
    );
  return guest ?? null;
}

/**
 * The guest who a browser is at this meeting, by the name that they give now; a new one where it is none yet. Refuses with `bad_input`
 * who gives no name and has none.
 */
export async function guestOf(
  tx: Transaction,
  known: Guest | null,
  meetingId: string,
  name: string | undefined,
): Promise<KnownGuest> {
  if (known) {
    await tx
      .update(guests)
      .set({ name: name ?? known.name, lastSeenAt: now, expiresAt: untilExpiry() })
      .where(eq(guests.id, known.id));
    return { actor: { kind: "guest", guestId: known.id, meetingId }, claims: null };
  }
  if (!name) refuse({ code: "bad_input", field: "name" });
  const [guestId, secret] = [randomUUID(), newSecret()];
  await tx
    .insert(guests)
    .values({ id: guestId, meetingId, name, secretHash: hashOf(secret), expiresAt: untilExpiry() });
  return { actor: { kind: "guest", guestId, meetingId }, claims: { guestId, meetingId, secret } };
}

/** Deletes guests of whom nothing was seen for PEAL_GUEST_DAYS after they could be nobody any more. */
export async function purgeGuests(db: Connection): Promise<void> {
  await db
    .delete(guests)
    .where(sql`${guests.expiresAt} < ${now} - ${config().PEAL_GUEST_DAYS} * interval '1 day'`);
}

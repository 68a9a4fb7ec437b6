import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { config } from "../config";
import { now, nowPlus } from "../clock";
import type { Connection, Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { confirmedDevice, ownIdentityKey } from "./access";
import { type Confirmation, MOST_TRIES } from "./contract";
import { deviceConfirmations as requests } from "./schema";

/** How long a request to be confirmed is good, in ms. */
const REQUEST_MS = 5 * 60_000;

/*
 * Commit, then reveal (as in ZRTP, RFC 6189, 4.2, and Matrix' short authentication strings): the new device commits to its nonce, the
 * confirming one tells its own, then the new one reveals. Whoever sits between them has to choose its own nonces before it knows
 * what digits come of them: one chance in a million a request.
 */

/** The new device asks to be confirmed; what it asked before is over. Refuses with `not_found` before it has keys, and `rate_limited`. */
export async function beginConfirmation(
  db: Database,
  actor: UserActor,
  { commitment }: { commitment: string },
): Promise<void> {
  const { userId, deviceId } = actor;
  await limit(db, { key: `confirm:${userId}`, rate: config().PEAL_LIMIT_CONFIRM });
  await db.transaction(async (tx) => {
    const subjectKey = await ownIdentityKey(tx, actor);
    await tx.delete(requests).where(eq(requests.deviceId, deviceId));
    await tx
      .insert(requests)
      .values({ deviceId, userId, subjectKey, commitment, expiresAt: sql`${nowPlus(REQUEST_MS)}` });
    await notify(tx, [userId]);
  });
}

const open = (userId: string, deviceId: string) =>
  and(eq(requests.deviceId, deviceId), eq(requests.userId, userId), gt(requests.expiresAt, now));

/** A confirmed device takes up a request: its nonce is told. Refuses with `device_not_confirmed`, and `confirmation_over`. */
export async function takeUpConfirmation(
  db: Database,
  actor: UserActor,
  { deviceId, nonce }: { deviceId: string; nonce: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const issuer = await confirmedDevice(tx, actor);
    const taken = await tx
      .update(requests)
      .set({ issuerDeviceId: issuer.deviceId, issuerKey: issuer.identityKey, issuerNonce: nonce })
      .where(and(open(issuer.userId, deviceId), isNull(requests.issuerNonce)))
      .returning({ deviceId: requests.deviceId });
    if (taken.length === 0 || deviceId === issuer.deviceId) refuse({ code: "confirmation_over" });
    await notify(tx, [issuer.userId]);
  });
}

/** The new device reveals its nonce, once the other one's is there. Refuses with `confirmation_over`. */
export async function revealNonce(
  db: Database,
  actor: UserActor,
  { nonce }: { nonce: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const revealed = await tx
      .update(requests)
      .set({ subjectNonce: nonce })
      .where(
        and(
          open(actor.userId, actor.deviceId),
          isNotNull(requests.issuerNonce),
          isNull(requests.subjectNonce),
        ),
      )
      .returning({ deviceId: requests.deviceId });
    if (revealed.length === 0) refuse({ code: "confirmation_over" });
    await notify(tx, [actor.userId]);
  });
}

/** Counts digits that were typed wrong; the last try ends the request. Refuses with `confirmation_over`. */
export async function countWrongDigits(
  db: Database,
  actor: UserActor,
  { deviceId }: { deviceId: string },
): Promise<number> {
  return db.transaction(async (tx) => {
    const [counted] = await tx
      .update(requests)
      .set({ tries: sql`${requests.tries} + 1` })
      .where(and(open(actor.userId, deviceId), eq(requests.issuerDeviceId, actor.deviceId)))
      .returning({ tries: requests.tries });
    if (!counted) refuse({ code: "confirmation_over" });
    if (counted.tries >= MOST_TRIES) await endConfirmation(tx, actor, { deviceId });
    return Math.max(MOST_TRIES - counted.tries, 0);
  });
}

/** Ends a request of one of the actor's own devices; one that is over already is no matter. */
export async function endConfirmation(
  db: Connection,
  { userId }: UserActor,
  { deviceId }: { deviceId: string },
): Promise<void> {
  await db.delete(requests).where(and(eq(requests.deviceId, deviceId), eq(requests.userId, userId)));
}

/** The requests of a person's devices that are not over. */
export async function listConfirmations(db: Connection, { userId }: UserActor): Promise<Confirmation[]> {
  const rows = await db
    .select()
    .from(requests)
    .where(and(eq(requests.userId, userId), gt(requests.expiresAt, now)));
  return rows.map(({ deviceId, subjectKey, commitment, issuerKey, issuerNonce, subjectNonce, tries }) => ({
    deviceId,
    subjectKey,
    commitment,
    issuerKey,
    issuerNonce,
    subjectNonce,
    triesLeft: MOST_TRIES - tries,
  }));
}

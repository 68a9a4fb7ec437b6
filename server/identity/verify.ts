import { and, eq } from "drizzle-orm";
import { verificationStatement } from "../../lib/pure/statement";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { emit, notify } from "../bus";
import { config } from "../config";
import type { Connection, Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { confirmedDevice } from "./access";
import type { Verification, VerificationInput } from "./contract";
import { chainOf } from "./queries";
import { contactVerifications as verifications } from "./schema";
import { isSignedBy } from "./signature";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** A person has compared a contact's security number, or taken that back. */
    "identity.verified": { userId: string };
  }
}

/**
 * Keeps that a person has compared a contact's safety number, signed by this device, so that their other devices need not believe the
 * server. Refuses with `device_not_confirmed`, `is_yourself`, `person_not_found`, `bad_input` for what this device has not signed, and
 * `rate_limited`.
 */
export async function recordVerification(
  db: Database,
  actor: UserActor,
  input: VerificationInput,
): Promise<void> {
  const { userId } = actor;
  const { contactId, ...row } = input;
  await limit(db, { key: `identity:${userId}`, rate: config().PEAL_LIMIT_IDENTITY });
  if (contactId === userId) refuse({ code: "is_yourself" });
  const isSigned = await isSignedBy(
    input.issuerKey,
    verificationStatement({ ownerId: userId, ...input }),
    input.signature,
  );
  await db.transaction(async (tx) => {
    const { identityKey, rootKey } = await confirmedDevice(tx, actor);
    if (!isSigned || input.issuerKey !== identityKey || input.ownerRootKey !== rootKey)
      refuse({ code: "bad_input", field: "signature" });
    const [person] = await tx.select({ id: users.id }).from(users).where(eq(users.id, contactId));
    if (!person) refuse({ code: "person_not_found" });
    await tx
      .insert(verifications)
      .values({ userId, contactId, ...row })
      .onConflictDoUpdate({ target: [verifications.userId, verifications.contactId], set: row });
    await emit(tx, "identity.verified", { userId });
    await notify(tx, [userId]);
  });
}

/** Takes a verification back; one that is not there is no matter. */
export async function removeVerification(
  db: Database,
  { userId }: UserActor,
  { contactId }: { contactId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .delete(verifications)
      .where(and(eq(verifications.userId, userId), eq(verifications.contactId, contactId)));
    await emit(tx, "identity.verified", { userId });
    await notify(tx, [userId]);
  });
}

/** All that a person has compared, each with the way from the device that signed it to the person's root. */
export async function listVerifications(db: Connection, { userId }: UserActor): Promise<Verification[]> {
  const rows = await db
    .select({
      contactId: verifications.contactId,
      ownerRootKey: verifications.ownerRootKey,
      rootKey: verifications.rootKey,
      issuerKey: verifications.issuerKey,
      signature: verifications.signature,
    })
    .from(verifications)
    .where(eq(verifications.userId, userId));
  const chains = new Map<string, Verification["certificates"]>();
  for (const key of new Set(rows.map(({ issuerKey }) => issuerKey)))
    chains.set(key, await chainOf(db, userId, key));
  return rows.map((row) => ({ ...row, certificates: chains.get(row.issuerKey) ?? [] }));
}

import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { record } from "../audit";
import { now } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { type Admin, holdAdmins } from "./admin";
import { userDevices, users } from "./schema";
import { endSessions } from "./sign-out";

/**
 * Keeps an account from signing in, and signs it out everywhere: what its devices were in ends with that. Twice is once. Refuses with
 * `is_yourself` and `not_found`.
 */
export async function suspendPerson(tx: Transaction, admin: Admin, userId: string): Promise<void> {
  if (userId === admin.userId) refuse({ code: "is_yourself" });
  await holdAdmins(tx, admin);
  const isThere = and(eq(users.id, userId), isNull(users.endedAt));
  const suspended = await tx
    .update(users)
    .set({ suspendedAt: now })
    .where(and(isThere, isNull(users.suspendedAt)))
    .returning({ id: users.id });
  if (suspended.length === 0) return await refuseUnlessThere(tx, userId);
  await endSessions(tx, eq(userDevices.userId, userId));
  await record(tx, { act: "person_suspended", by: admin.userId, to: userId });
}

/** Lets an account sign in again. Twice is once. Refuses with `not_found`. */
export async function liftSuspension(tx: Transaction, admin: Admin, userId: string): Promise<void> {
  await holdAdmins(tx, admin);
  const lifted = await tx
    .update(users)
    .set({ suspendedAt: null })
    .where(and(eq(users.id, userId), isNotNull(users.suspendedAt)))
    .returning({ id: users.id });
  if (lifted.length === 0) return await refuseUnlessThere(tx, userId);
  await record(tx, { act: "suspension_lifted", by: admin.userId, to: userId });
}

/** Refuses with `not_found` where no account has this id. */
export async function refuseUnlessThere(tx: Transaction, userId: string): Promise<void> {
  const [there] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.endedAt)));
  if (!there) refuse({ code: "not_found" });
}

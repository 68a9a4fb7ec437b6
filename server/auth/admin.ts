import { and, count, eq, exists, isNull, ne, sql } from "drizzle-orm";
import { type Connection, locks, type Transaction } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { userProcedure } from "./procedures";
import { users } from "./schema";

declare const proven: unique symbol;
/** Proof that the actor is an admin, read for this request. Only `adminOf` makes one. */
export type Admin = UserActor & { readonly [proven]: true };

const isAdmin = and(eq(users.isAdmin, true), isNull(users.suspendedAt));

/** Turns an actor into proof that they are an admin. Refuses everybody else with `not_found`, as if there were nothing here. */
export async function adminOf(db: Connection, actor: UserActor): Promise<Admin> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, actor.userId), isAdmin));
  if (!row) refuse({ code: "not_found" });
  return actor as Admin;
}

/**
 * Acts of admins on people come one after the other, so that two who act on each other leave one of them. Refuses with `not_found` who has
 * been one until now.
 */
export async function holdAdmins(tx: Transaction, admin: Admin): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.admins})`);
  await adminOf(tx, admin);
}

/** Whether somebody looks after this Peal besides this person; asked while admins are held. */
export async function isAnotherAdmin(tx: Transaction, userId: string): Promise<boolean> {
  const [others] = await tx
    .select({ admins: count() })
    .from(users)
    .where(and(isAdmin, ne(users.id, userId)));
  return (others?.admins ?? 0) > 0;
}

/** Refuses with `last_admin` to go to somebody who alone looks after a Peal in which there are others. */
export async function refuseLastAdmin(tx: Transaction, userId: string): Promise<void> {
  const others = tx
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.id, userId), isNull(users.endedAt)));
  const [leaves] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isAdmin, exists(others)));
  if (!leaves) return;
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.admins})`);
  if (!(await isAnotherAdmin(tx, userId))) refuse({ code: "last_admin" });
}

/** A procedure for admins; `ctx.admin` is the proof. Refuses with `not_signed_in`, and with `not_found` whoever is none. */
export const adminProcedure = userProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, admin: await adminOf(ctx.db, ctx.actor) } }),
);

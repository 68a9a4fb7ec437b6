import { and, count, eq, isNull, ne, sql } from "drizzle-orm";
import type { Connection, Transaction } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { userProcedure } from "./procedures";
import { users } from "./schema";

const LOCK = 7_732_503;

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
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
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

/** A procedure for admins; `ctx.admin` is the proof. Refuses with `not_signed_in`, and with `not_found` whoever is none. */
export const adminProcedure = userProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, admin: await adminOf(ctx.db, ctx.actor) } }),
);

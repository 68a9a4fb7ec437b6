import { and, eq } from "drizzle-orm";
import type { Connection } from "../db";
import { refuse } from "../errors";
import type { UserActor } from "./actor";
import { userProcedure } from "./procedures";
import { users } from "./schema";

declare const proven: unique symbol;
/** Proof that the actor is an admin, read for this request. Only `adminOf` makes one. */
export type Admin = UserActor & { readonly [proven]: true };

/** Turns an actor into proof that they are an admin. Refuses everybody else with `not_found`, as if there were nothing here. */
export async function adminOf(db: Connection, actor: UserActor): Promise<Admin> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, actor.userId), eq(users.isAdmin, true)));
  if (!row) refuse({ code: "not_found" });
  return actor as Admin;
}

/** A procedure for admins; `ctx.admin` is the proof. Refuses with `not_signed_in`, and with `not_found` whoever is none. */
export const adminProcedure = userProcedure.use(async ({ ctx, next }) =>
  next({ ctx: { ...ctx, admin: await adminOf(ctx.db, ctx.actor) } }),
);

import { eq } from "drizzle-orm";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { giveBack, limit } from "../limits";
import type { UserActor } from "./actor";
import { isPassword } from "./passwords";
import { users } from "./schema";

/**
 * Who is signed in shows again that it is them, before what cannot be taken back. Refuses with `wrong_password`, and with `rate_limited`
 * as signing in does; only failures count.
 */
export async function checkOwnPassword(db: Database, { userId }: UserActor, password: string): Promise<void> {
  const key = `password:${userId}`;
  await limit(db, { key, rate: config().PEAL_LIMIT_SIGN_IN });
  const [user] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  if (!(await isPassword(password, user?.hash))) refuse({ code: "wrong_password" });
  await giveBack(db, key);
}

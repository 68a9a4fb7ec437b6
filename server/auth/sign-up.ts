import { sql } from "drizzle-orm";
import type { z } from "zod";
import { config } from "../config";
import { type Database, isUniqueViolation, locks } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { signUpInput } from "./contract";
import { hashPassword, refuseCommon } from "./passwords";
import { users } from "./schema";

/**
 * Makes an account; the first one of the house is its admin.
 * Refuses with `common_password`, `email_taken`, `handle_taken`, or `rate_limited` by address.
 */
export async function signUp(
  db: Database,
  input: z.output<typeof signUpInput>,
  address: string,
): Promise<{ userId: string }> {
  await limit(db, { key: `sign-up:${address}`, rate: config().PEAL_LIMIT_SIGN_UP });
  const { password, ...profile } = input;
  refuseCommon(password);
  const passwordHash = await hashPassword(password);
  try {
    return await db.transaction(async (tx) => {
      // Two first sign-ups at once: the second waits, then sees the first.
      await tx.execute(sql`select pg_advisory_xact_lock(${locks.signUp})`);
      const [row] = await tx
        .insert(users)
        .values({
          ...profile,
          passwordHash,
          isAdmin: sql`not exists (select from users where ended_at is null)`,
        })
        .returning({ userId: users.id });
      return row as { userId: string };
    });
  } catch (error) {
    if (isUniqueViolation(error, "users_email")) refuse({ code: "email_taken" });
    if (isUniqueViolation(error, "users_handle")) refuse({ code: "handle_taken" });
    throw error;
  }
}

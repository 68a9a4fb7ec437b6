import { sql } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../audit";
import { config } from "../config";
import { type Database, isUniqueViolation, locks, type Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import type { signUpInput } from "./contract";
import { hashPassword, refuseCommon } from "./passwords";
import { users } from "./schema";
import { signUpMode } from "./sign-up-mode";

/** Whether this is the secret of an invite link that is good, held so until the transaction ends. */
export type IsInvited = (tx: Transaction, invite: string) => Promise<boolean>;

/**
 * Makes an account; the first one of the house is its admin.
 * Refuses with `common_password`, `email_taken`, `handle_taken`, `sign_up_closed` or `sign_up_invited_only` as an admin has set it, or `rate_limited` by
 * address.
 */
export async function signUp(
  db: Database,
  input: z.output<typeof signUpInput>,
  address: string,
  isInvited: IsInvited,
): Promise<{ userId: string }> {
  await limit(db, { key: `sign-up:${address}`, rate: config().PEAL_LIMIT_SIGN_UP });
  const { password, invite, ...profile } = input;
  refuseCommon(password);
  const passwordHash = await hashPassword(password);
  try {
    return await db.transaction(async (tx) => {
      // Two first sign-ups at once: the second waits, then sees the first.
      await tx.execute(sql`select pg_advisory_xact_lock(${locks.signUp})`);
      await refuseUninvited(tx, async () => invite !== undefined && (await isInvited(tx, invite)));
      const [row] = await tx
        .insert(users)
        .values({
          ...profile,
          passwordHash,
          isAdmin: sql`not exists (select from users where ended_at is null)`,
        })
        .returning({ userId: users.id });
      const { userId } = row as { userId: string };
      await record(tx, { act: "account_made", by: userId });
      return { userId };
    });
  } catch (error) {
    if (isUniqueViolation(error, "users_email")) refuse({ code: "email_taken" });
    if (isUniqueViolation(error, "users_handle")) refuse({ code: "handle_taken" });
    throw error;
  }
}

async function refuseUninvited(tx: Transaction, isInvited: () => Promise<boolean>): Promise<void> {
  const mode = await signUpMode(tx);
  if (mode === "closed") refuse({ code: "sign_up_closed" });
  if (mode === "invited" && !(await isInvited())) refuse({ code: "sign_up_invited_only" });
}

import { checkOwnPassword, endAccount, refuseLastAdmin, type UserActor } from "../auth";
import { lockPeople } from "../calls";
import type { Database, Transaction } from "../db";
import { forgetLimits } from "../limits";

/**
 * Deletes the account of who acts, for good, in one transaction: docs/kept.md says what goes and what stays with others, without a
 * name. Refuses with `wrong_password`, `last_admin` and `rate_limited`.
 */
export async function deleteAccount(db: Database, actor: UserActor, password: string): Promise<void> {
  await checkOwnPassword(db, actor, password);
  await db.transaction(async (tx) => {
    await refuseLastAdmin(tx, actor.userId);
    await removeAccount(tx, actor.userId);
  });
}

/** The same without a question; `by` is who does it, where that is not the person. */
export async function removeAccount(tx: Transaction, userId: string, by = userId): Promise<void> {
  await lockPeople(tx, [userId]);
  await endAccount(tx, userId, by);
  await forgetLimits(tx, userId);
}

import { checkOwnPassword, endAccount, type UserActor } from "../auth";
import { lockPeople } from "../calls";
import type { Database } from "../db";
import { forgetLimits } from "../limits";

/**
 * Deletes the account of who acts, for good, in one transaction: docs/kept.md says what goes and what stays with others, without a
 * name. Refuses with `wrong_password` and `rate_limited`.
 */
export async function deleteAccount(db: Database, actor: UserActor, password: string): Promise<void> {
  await checkOwnPassword(db, actor, password);
  await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId]);
    await endAccount(tx, actor.userId);
    await forgetLimits(tx, actor.userId);
  });
}

import { eq } from "drizzle-orm";
import { record } from "../audit";
import type { Database } from "../db";
import type { UserActor } from "./actor";
import { checkOwnPassword } from "./check-password";
import type { ChangePasswordInput } from "./contract";
import { hashPassword, refuseCommon } from "./passwords";
import { users } from "./schema";
import { endOtherSessions } from "./sign-out";

/**
 * Gives a person another password, who knows the present one, and signs them out everywhere else where they want that. Returns how many
 * devices were signed out. Refuses with `wrong_password`, `common_password` and `rate_limited`.
 */
export async function changePassword(
  db: Database,
  actor: UserActor,
  { password, newPassword, signOutElsewhere }: ChangePasswordInput,
): Promise<number> {
  await checkOwnPassword(db, actor, password);
  refuseCommon(newPassword);
  const passwordHash = await hashPassword(newPassword);
  const { userId } = actor;
  return await db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    const devices = signOutElsewhere ? await endOtherSessions(tx, actor) : 0;
    await record(tx, { act: "password_changed", by: userId, details: { devices } });
    return devices;
  });
}

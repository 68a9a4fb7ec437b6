import { eq } from "drizzle-orm";
import { emit } from "../bus";
import type { Database } from "../db";
import type { UserActor } from "./actor";
import { checkOwnPassword } from "./check-password";
import type { ChangePasswordInput } from "./contract";
import { hashPassword, refuseCommon } from "./passwords";
import { users } from "./schema";
import { endOtherSessions } from "./sign-out";

declare module "../bus/reactions" {
  interface DomainEvents {
    /** A person has chosen another password, on this device. */
    "auth.password-changed": { userId: string; deviceId: string };
  }
}

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
  const { userId, deviceId } = actor;
  return await db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await emit(tx, "auth.password-changed", { userId, deviceId });
    return signOutElsewhere ? await endOtherSessions(tx, actor) : 0;
  });
}

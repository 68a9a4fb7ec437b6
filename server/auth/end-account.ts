import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { leaveAuditToSomebody, record } from "../audit";
import { emit } from "../bus";
import { now } from "../clock";
import type { Transaction } from "../db";
import { hashPassword } from "./passwords";
import { userDevices, users } from "./schema";
import { endSessions } from "./sign-out";

declare module "../bus/reactions" {
  interface DomainEvents {
    /**
     * An account is about to be deleted; its devices are signed out, its calls over. What others have of it goes to `somebodyId`, the rest
     * goes with the account.
     */
    "auth.account-ended": { userId: string; somebodyId: string };
  }
}

/** The name that others see where an account was. */
const SOMEBODY = "Somebody";

/**
 * Deletes an account: its devices are signed out and leave their calls, and all that is the person's own goes. `by` is who does it, where
 * that is somebody else.
 */
export async function endAccount(tx: Transaction, userId: string, by = userId): Promise<void> {
  await endSessions(tx, eq(userDevices.userId, userId));
  const somebodyId = randomUUID();
  const handle = `somebody-${somebodyId.slice(0, 13)}`;
  await tx.insert(users).values({
    id: somebodyId,
    name: SOMEBODY,
    handle,
    // Nobody has this address (RFC 2606), nor the password.
    email: `${handle}@deleted.invalid`,
    passwordHash: await hashPassword(randomUUID()),
    endedAt: now,
  });
  await emit(tx, "auth.account-ended", { userId, somebodyId });
  await record(tx, { act: "account_ended", by, to: by === userId ? null : userId });
  await leaveAuditToSomebody(tx, { userId, somebodyId });
  await tx.delete(users).where(eq(users.id, userId));
}

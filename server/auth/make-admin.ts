import { and, eq, isNull } from "drizzle-orm";
import { record } from "../audit";
import { notify } from "../bus";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { type Admin, holdAdmins, isAnotherAdmin } from "./admin";
import { users } from "./schema";
import { refuseUnlessThere } from "./suspend";

/**
 * Makes somebody an admin, or takes that away, also from oneself. Twice is once. Refuses with `last_admin` where nobody would be left, and
 * with `not_found`.
 */
export async function setAdmin(
  tx: Transaction,
  admin: Admin,
  { userId, isAdmin }: { userId: string; isAdmin: boolean },
): Promise<void> {
  await holdAdmins(tx, admin);
  if (!isAdmin && !(await isAnotherAdmin(tx, userId))) refuse({ code: "last_admin" });
  const changed = await tx
    .update(users)
    .set({ isAdmin })
    .where(and(eq(users.id, userId), isNull(users.endedAt), eq(users.isAdmin, !isAdmin)))
    .returning({ id: users.id });
  if (changed.length === 0) return await refuseUnlessThere(tx, userId);
  await record(tx, { act: isAdmin ? "admin_made" : "admin_taken", by: admin.userId, to: userId });
  await notify(tx, [userId]);
}

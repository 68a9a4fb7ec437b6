import { type Admin, holdAdmins, refuseUnlessThere } from "../auth";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { removeAccount } from "../keeping";

/** Deletes somebody's account for good, as they could themselves. Refuses with `is_yourself` (that is in the settings) and `not_found`. */
export async function endAccountOf(tx: Transaction, admin: Admin, userId: string): Promise<void> {
  if (userId === admin.userId) refuse({ code: "is_yourself" });
  await holdAdmins(tx, admin);
  await refuseUnlessThere(tx, userId);
  await removeAccount(tx, userId, admin.userId);
}

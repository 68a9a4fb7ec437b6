import { eq } from "drizzle-orm";
import { record } from "../audit";
import { now } from "../clock";
import type { Connection, Transaction } from "../db";
import type { Admin } from "./admin";
import { type SignUpMode, signUpModes } from "./contract";
import { settings } from "./schema";

const NAME = "sign_up";

/** Who may make an account: everybody, as long as no admin has set anything else. */
export async function signUpMode(db: Connection): Promise<SignUpMode> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  return signUpModes.find((mode) => mode === row?.value) ?? "open";
}

/** Sets who may make an account, from now on. */
export async function setSignUpMode(tx: Transaction, admin: Admin, mode: SignUpMode): Promise<void> {
  if ((await signUpMode(tx)) === mode) return;
  await tx
    .insert(settings)
    .values({ name: NAME, value: mode })
    .onConflictDoUpdate({ target: settings.name, set: { value: mode, changedAt: now } });
  await record(tx, { act: "sign_up_changed", by: admin.userId, details: { mode } });
}

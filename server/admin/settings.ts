import { type Admin, signUpMode } from "../auth";
import { listSettings } from "../config";
import type { Connection } from "../db";
import type { AdminSettings } from "./contract";

/** With what this Peal runs: what an admin has set, and what the process was given; of secrets only whether they are set. */
export async function readSettings(db: Connection, _admin: Admin): Promise<AdminSettings> {
  return { signUp: await signUpMode(db), deployment: listSettings() };
}

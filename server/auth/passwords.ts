import { hash, verify } from "@node-rs/argon2";
import { refuse } from "../errors";
import { isCommonPassword } from "./common-passwords";

// Argon2id, the library's default kind; costs after OWASP's password storage advice.
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash under which a password is stored (argon2id, salted). */
export const hashPassword = (password: string): Promise<string> => hash(password, COSTS);

/** Refuses with `common_password` to choose one that attackers try first. */
export function refuseCommon(password: string): void {
  if (isCommonPassword(password)) refuse({ code: "common_password" });
}

let nobodys: Promise<string> | undefined;

/** Whether a password is right. Without a stored hash (no such account) it takes as long and answers false. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const dummy = await nobodys;
  const isRight = await verify(stored ?? dummy, password);
  return isRight && stored !== undefined;
}

import { inArray, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import type { EmailMatch } from "./contract";
import { contactBetween, toContact } from "./queries";

/**
 * The people whose accounts have these whole e-mails, and how they stand to the actor; oneself left out. Every e-mail counts
 * against a limit of the day, whether it has an account or not. Refuses with `rate_limited`.
 */
export async function matchEmails(
  db: Database,
  actor: UserActor,
  emails: readonly string[],
): Promise<EmailMatch[]> {
  const wanted = [...new Set(emails)];
  const uses = wanted.length;
  await limit(db, { key: `match:${actor.userId}`, rate: config().PEAL_LIMIT_MATCH, uses });
  const address = sql<string>`lower(${users.email})`;
  const [rows, addresses] = await Promise.all([
    contactBetween(db, actor, inArray(address, wanted)),
    db.select({ id: users.id, email: address }).from(users).where(inArray(address, wanted)),
  ]);
  const emailOf = new Map(addresses.map(({ id, email }) => [id, email]));
  return rows.flatMap((row) => {
    const email = emailOf.get(row.person.id);
    return email && row.person.id !== actor.userId ? [{ email, contact: toContact(row, actor) }] : [];
  });
}

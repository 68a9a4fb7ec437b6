import { sql } from "drizzle-orm";
import type { Transaction } from "../db";

/**
 * One change at a time to what each of these people is on: who is busy, and who crosses whom, is decided on what is true.
 * Comes before the lock of any call, and in one order everywhere, so that nothing waits in a circle.
 */
export async function lockPeople(tx: Transaction, userIds: readonly string[]): Promise<void> {
  const ids = [...new Set(userIds)].toSorted().map((id) => sql`(${id}::text)`);
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(id, 7))
    from (values ${sql.join(ids, sql`, `)}) as people(id)`);
}

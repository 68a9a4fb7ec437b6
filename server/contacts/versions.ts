import { inArray, sql } from "drizzle-orm";
import type { Connection, Transaction } from "../db";
import { contactVersions } from "./schema";

/** Notes that these people's lists changed; the notice is the verb's. */
export async function growVersions(tx: Transaction, userIds: readonly string[]): Promise<void> {
  // In one order everywhere, so that two who change the same two lists never wait for each other.
  const rows = [...new Set(userIds)].toSorted().map((userId) => ({ userId }));
  await tx
    .insert(contactVersions)
    .values(rows)
    .onConflictDoUpdate({
      target: contactVersions.userId,
      set: { version: sql`${contactVersions.version} + 1` },
    });
}

/** How often each of these people's lists have changed; people whose lists never did are absent. */
export async function contactVersionsOf(
  tx: Connection,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  if (!userIds.length) return new Map();
  const rows = await tx
    .select({ userId: contactVersions.userId, version: contactVersions.version })
    .from(contactVersions)
    .where(inArray(contactVersions.userId, [...userIds]));
  return new Map(rows.map((row) => [row.userId, row.version]));
}

import { inArray, sql } from "drizzle-orm";
import { users } from "../auth/schema";
import { notify } from "../bus";
import type { Connection, Transaction } from "../db";
import { meetingInvitees, meetingVersions } from "./schema";
import { hostIdsOf } from "./standing";

/** Has the devices of a meeting's hosts, and of those who are or were invited, read their meetings anew. */
export async function tellVersions(tx: Transaction, meetingId: string): Promise<void> {
  const invited = await tx.execute<{ id: string }>(sql`
    select u.id from ${meetingInvitees} i join ${users} u on lower(u.email) = i.email where i.meeting_id = ${meetingId}`);
  const userIds = [...new Set([...(await hostIdsOf(tx, meetingId)), ...invited.map(({ id }) => id)])];
  await tx
    .insert(meetingVersions)
    // In one order everywhere, so that two meetings with the same people never wait for each other.
    .values(userIds.toSorted().map((userId) => ({ userId })))
    .onConflictDoUpdate({
      target: meetingVersions.userId,
      set: { version: sql`${meetingVersions.version} + 1` },
    });
  await notify(tx, userIds);
}

/** How often these people's meetings have changed; who never had one is absent. */
export async function meetingVersionsOf(
  db: Connection,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(meetingVersions)
    .where(inArray(meetingVersions.userId, [...userIds]));
  return new Map(rows.map(({ userId, version }) => [userId, version]));
}

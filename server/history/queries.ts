import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { pictureUrlOf } from "../auth";
import type { Person } from "../auth/contract";
import { userDevices, users } from "../auth/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { HistoryEntry } from "./contract";
import { historyEntries } from "./schema";

type Cursor = { startedAt: number; id: string };
const pictureUrl = pictureUrlOf(alias(users, "u"));
export type HistoryPage = { entries: HistoryEntry[]; nextCursor: Cursor | null };

/** One page of a person's calls, newest first, with the other people of each, in one query. */
export async function listHistory(
  db: Connection,
  userId: string,
  { cursor, limit }: { cursor?: Cursor | undefined; limit: number },
): Promise<HistoryPage> {
  const startedAt = epochMs(historyEntries.startedAt);
  const rows = await db
    .select({
      id: historyEntries.id,
      callId: historyEntries.callId,
      isOutgoing: historyEntries.isOutgoing,
      status: historyEntries.status,
      media: historyEntries.media,
      deviceName: userDevices.name,
      startedAt,
      durationMs: historyEntries.durationMs,
      isNew: historyEntries.isNew,
      people: sql<Person[]>`(
        select coalesce(json_agg(json_build_object('id', u.id, 'handle', u.handle, 'name', u.name,
          'pictureUrl', ${pictureUrl}) order by p.is_caller desc, u.name), '[]')
        from call_participants p join users u on u.id = p.user_id
        where p.call_id = ${historyEntries.callId} and p.user_id <> ${userId})`,
    })
    .from(historyEntries)
    .leftJoin(userDevices, eq(userDevices.id, historyEntries.deviceId))
    .where(
      and(
        eq(historyEntries.userId, userId),
        cursor
          ? sql`(${startedAt}, ${historyEntries.id}) < (${cursor.startedAt}::float8, ${cursor.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(historyEntries.startedAt), desc(historyEntries.id))
    .limit(limit + 1);

  const entries = rows.slice(0, limit).map(
    ({ isOutgoing, ...row }): HistoryEntry => ({
      ...row,
      direction: isOutgoing ? "outgoing" : "incoming",
    }),
  );
  const last = entries.at(-1);
  const nextCursor = rows.length > limit && last ? { startedAt: last.startedAt, id: last.id } : null;
  return { entries, nextCursor };
}

/** Missed calls that were not looked at, for each of these users; users with none are absent. */
export async function missedCounts(db: Connection, userIds: string[]): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({ userId: historyEntries.userId, missed: count() })
    .from(historyEntries)
    .where(and(inArray(historyEntries.userId, userIds), sql`${historyEntries.isNew}`))
    .groupBy(historyEntries.userId);
  return new Map(rows.map((row) => [row.userId, row.missed]));
}

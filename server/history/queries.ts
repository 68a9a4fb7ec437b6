import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { calls } from "../calls/schema";
import type { Connection } from "../db";
import type { HistoryEntry, HistoryFilter, ListInput } from "./contract";
import { selectEntries } from "./entries";
import { historyEntries, isUnseen } from "./schema";

type Cursor = { startedAt: number; id: string };
export type HistoryPage = { entries: HistoryEntry[]; nextCursor: Cursor | null };
type Wanted = Partial<Omit<ListInput, "limit">> & { limit: number };

const filters: Record<HistoryFilter, SQL | undefined> = {
  all: undefined,
  missed: eq(historyEntries.status, "missed"),
  incoming: eq(historyEntries.isOutgoing, false),
  outgoing: eq(historyEntries.isOutgoing, true),
  notes: sql`exists (select 1 from call_notes n
    where n.call_id = ${historyEntries.callId} and n.to_user_id = ${historyEntries.userId})`,
};

/** One page of a person's calls, newest first: all, or those that a filter, a search, a person or a group of theirs leaves. */
export async function listHistory(db: Connection, userId: string, wanted: Wanted): Promise<HistoryPage> {
  const { cursor, limit, filter = "all", media, search, personId, groupId, callId } = wanted;
  const found = await selectEntries(
    db,
    userId,
    and(
      filters[filter],
      media && eq(historyEntries.media, media),
      groupId ? eq(historyEntries.groupId, groupId) : undefined,
      personId ? isWith(personId) : undefined,
      callId ? eq(historyEntries.callId, callId) : undefined,
      search ? matches(search) : undefined,
      // As a row of columns, so that the index of the page answers it.
      cursor
        ? sql`(${historyEntries.startedAt}, ${historyEntries.id}) < (to_timestamp(${cursor.startedAt}::float8 / 1000), ${cursor.id}::uuid)`
        : undefined,
    ),
    limit + 1,
  );
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  const nextCursor = found.length > limit && last ? { startedAt: last.startedAt, id: last.id } : null;
  return { entries, nextCursor };
}

const isWith = (personId: string) => sql`exists (select 1 from call_participants p
  where p.call_id = ${historyEntries.callId} and p.user_id = ${personId})`;

/** The words stand in a name or handle of the others, in the group's name or in the topic. */
function matches(words: string): SQL {
  const part = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${calls.topic} ilike ${part}
    or exists (select 1 from contact_groups g where g.id = ${historyEntries.groupId} and g.name ilike ${part})
    or exists (select 1 from call_participants p join users u on u.id = p.user_id
      where p.call_id = ${historyEntries.callId} and p.user_id <> ${historyEntries.userId}
        and (u.name ilike ${part} or u.handle ilike ${part})))`;
}

/** Missed calls and notes that were not looked at, for each of these users; users with none are absent. */
export async function missedCounts(db: Connection, userIds: string[]): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({
      userId: historyEntries.userId,
      missed: sql<number>`sum(${historyEntries.isNew}::int + ${historyEntries.hasNewNote}::int)::int`,
    })
    .from(historyEntries)
    .where(and(inArray(historyEntries.userId, userIds), isUnseen, isNull(historyEntries.removedAt)))
    .groupBy(historyEntries.userId);
  return new Map(rows.map((row) => [row.userId, row.missed]));
}

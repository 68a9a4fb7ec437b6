import { and, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { pictureUrlOf } from "../auth";
import { userDevices, users } from "../auth/schema";
import { calls } from "../calls/schema";
import { epochMs } from "../clock";
import { contactGroups } from "../contacts/schema";
import type { Connection } from "../db";
import { callQuality } from "../quality/schema";
import type { HistoryEntry, Note } from "./contract";
import { historyEntries, isUnseen } from "./schema";

const pictureUrl = pictureUrlOf(alias(users, "u"));
const person = sql`'id', u.id, 'handle', u.handle, 'name', u.name, 'pictureUrl', ${pictureUrl}`;

/** Everyone else on the call of an entry, the caller first. */
const people = (userId: string) => sql<HistoryEntry["people"]>`(
  select coalesce(json_agg(json_build_object(${person}, 'isContact', k.user_id is not null)
    order by p.is_caller desc, u.name), '[]')
  from call_participants p join users u on u.id = p.user_id
  left join contacts k on k.user_id = ${userId} and k.contact_id = u.id and k.state = 'accepted'
  where p.call_id = ${historyEntries.callId} and p.user_id <> ${userId})`;

const note = (userId: string) => sql<Note | null>`(
  select json_build_object('id', n.id, 'from', json_build_object(${person}), 'media', n.media,
    'durationMs', n.duration_ms, 'isPlayed', n.played_at is not null)
  from call_notes n join users u on u.id = n.from_user_id
  where n.call_id = ${historyEntries.callId} and n.to_user_id = ${userId}
  order by n.created_at desc limit 1)`;

/** A person's entries by a condition, newest first, each with its people and the note that was left, in one query. */
export async function selectEntries(
  db: Connection,
  userId: string,
  where: SQL | undefined,
  most: number,
): Promise<HistoryEntry[]> {
  const rows = await db
    .select({
      id: historyEntries.id,
      callId: historyEntries.callId,
      isOutgoing: historyEntries.isOutgoing,
      status: historyEntries.status,
      media: historyEntries.media,
      deviceName: userDevices.name,
      startedAt: epochMs(historyEntries.startedAt),
      durationMs: historyEntries.durationMs,
      mos: callQuality.mos,
      isNew: sql<boolean>`${isUnseen}`,
      topic: calls.topic,
      isEncrypted: calls.isEncrypted,
      group: { id: contactGroups.id, name: contactGroups.name },
      people: people(userId),
      note: note(userId),
    })
    .from(historyEntries)
    .innerJoin(calls, eq(calls.id, historyEntries.callId))
    .leftJoin(userDevices, eq(userDevices.id, historyEntries.deviceId))
    .leftJoin(contactGroups, eq(contactGroups.id, historyEntries.groupId))
    .leftJoin(
      callQuality,
      and(eq(callQuality.callId, historyEntries.callId), eq(callQuality.userId, historyEntries.userId)),
    )
    .where(
      sql`${historyEntries.userId} = ${userId} and ${historyEntries.removedAt} is null and ${where ?? sql`true`}`,
    )
    .orderBy(sql`${historyEntries.startedAt} desc, ${historyEntries.id} desc`)
    .limit(most);
  return rows.map(
    ({ isOutgoing, ...row }): HistoryEntry => ({
      ...row,
      direction: isOutgoing ? "outgoing" : "incoming",
    }),
  );
}

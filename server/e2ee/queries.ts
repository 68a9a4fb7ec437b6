import { and, inArray, or, sql } from "drizzle-orm";
import { deviceIdOf } from "../calls";
import { admissions } from "../calls/schema";
import { nowPlus } from "../clock";
import type { Connection } from "../db";

/** Most messages and bytes that one reader gets at once; one message may be larger than this. */
const MOST_AT_ONCE = 100;
const MOST_BYTES = 128 * 1024;

/** Admissions that may read: those on the call, and those that ring. */
const isReader = sql`${admissions.state} in ('ringing', 'admitted', 'joined', 'gone') and ${admissions.state} <> 'revoked'`;

/**
 * The message `m` is for the admission `a`: not its own; nobody's name who is not on the call any more, so that who comes late into a long
 * call hears of those alone who are there; and before the answer no key, nothing that is for all but who the members are.
 */
const isReadable = sql`m.from_admission <> a.id and (m.readers is null or a.id = any(m.readers))
  and (m.type <> 'announce' or exists (
    select 1 from admissions f where f.id = m.from_admission and (f.state in ('admitted', 'joined', 'gone')
      or (f.state = 'ringing' and a.state <> 'ringing'))))
  and (a.state <> 'ringing' or m.type in ('announce', 'ack', 'need'))
  and a.state in ('ringing', 'admitted', 'joined', 'gone')`;

/** So long an admission is new: its page may not have read anything yet. In ms. */
const NEW_MS = 10_000;

export type Reader = { admissionId: string; callId: string; deviceId: string; isNew: boolean };

/** The places in calls that these devices, or guests, have now. */
export async function readersOn(db: Connection, deviceIds: string[]): Promise<Reader[]> {
  if (deviceIds.length === 0) return [];
  return await db
    .select({
      admissionId: admissions.id,
      callId: admissions.callId,
      deviceId: deviceIdOf(admissions),
      isNew: sql<boolean>`${admissions.createdAt} > ${nowPlus(-NEW_MS)}`,
    })
    .from(admissions)
    .where(and(or(inArray(admissions.deviceId, deviceIds), inArray(admissions.guestId, deviceIds)), isReader))
    .orderBy(admissions.createdAt);
}

/** The last message that each of these admissions may read; those with none are absent. */
export async function lastSeqs(db: Connection, admissionIds: string[]): Promise<Map<string, number>> {
  if (admissionIds.length === 0) return new Map();
  const rows = await db.execute<{ admissionId: string; seq: number }>(sql`
    select a.id as "admissionId", m.seq
    from admissions a
    cross join lateral (
      select m.seq from e2ee_messages m where m.call_id = a.call_id and ${isReadable}
      order by m.seq desc limit 1
    ) m
    where a.id = any(${sql.param(admissionIds)}::uuid[])`);
  return new Map(rows.map((row) => [row.admissionId, row.seq]));
}

export type Cursor = { admissionId: string; after: number };
/** A message as it is stored: JSON. */
export type Stored = { seq: number; message: string };
export type Unread = { messages: Stored[]; hasMore: boolean };

/**
 * What these admissions may read and have not, each in order and as much as fits at once: two queries for any number of readers, and
 * each message comes out of the database once. Those for whom there is nothing are absent.
 */
export async function readUnread(db: Connection, cursors: Cursor[]): Promise<Map<string, Unread>> {
  if (cursors.length === 0) return new Map();
  const rows = await db.execute<{ admissionId: string; callId: string; seq: number; bytes: number }>(sql`
    select a.id as "admissionId", a.call_id as "callId", m.seq, m.bytes
    from unnest(${sql.param(cursors.map((one) => one.admissionId))}::uuid[],
      ${sql.param(cursors.map((one) => one.after))}::int[]) as c (id, after)
    join admissions a on a.id = c.id
    cross join lateral (
      select m.seq, octet_length(m.message) as bytes from e2ee_messages m
      where m.call_id = a.call_id and m.seq > c.after and ${isReadable}
      order by m.seq limit ${MOST_AT_ONCE + 1}
    ) m
    order by a.id, m.seq`);
  const wanted = new Map<string, { callId: string; seqs: number[]; bytes: number; hasMore: boolean }>();
  for (const { admissionId, callId, seq, bytes } of rows) {
    const page = wanted.get(admissionId) ?? { callId, seqs: [], bytes: 0, hasMore: false };
    wanted.set(admissionId, page);
    const fits = page.seqs.length < MOST_AT_ONCE && page.bytes + bytes <= MOST_BYTES;
    if (page.hasMore || (!fits && page.seqs.length > 0)) page.hasMore = true;
    else {
      page.seqs.push(seq);
      page.bytes += bytes;
    }
  }
  const texts = await messagesOf(db, [...wanted.values()]);
  return new Map(
    [...wanted].map(([admissionId, { callId, seqs, hasMore }]) => [
      admissionId,
      {
        messages: seqs.flatMap((seq) => {
          const message = texts.get(`${callId}:${seq}`);
          return message ? { seq, message } : [];
        }),
        hasMore,
      },
    ]),
  );
}

async function messagesOf(
  db: Connection,
  pages: { callId: string; seqs: number[] }[],
): Promise<Map<string, string>> {
  const keys = new Map(
    pages.flatMap(({ callId, seqs }) => seqs.map((seq) => [`${callId}:${seq}`, { callId, seq }])),
  );
  if (keys.size === 0) return new Map();
  const wanted = [...keys.values()];
  const rows = await db.execute<{ callId: string; seq: number; message: string }>(sql`
    select m.call_id as "callId", m.seq, m.message
    from unnest(${sql.param(wanted.map((one) => one.callId))}::uuid[], ${sql.param(wanted.map((one) => one.seq))}::int[]) as w (call_id, seq)
    join e2ee_messages m on m.call_id = w.call_id and m.seq = w.seq`);
  return new Map(rows.map((row) => [`${row.callId}:${row.seq}`, row.message]));
}

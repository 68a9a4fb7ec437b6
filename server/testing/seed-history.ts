import { randomUUID } from "node:crypto";
import { callParticipants, calls } from "../calls/schema";
import { type Database, openDatabase } from "../db";
import { historyEntries } from "../history/schema";

type Seed = {
  /** Whose history it is, by id, and with whom they talked, in turn. */
  of: { id: string };
  with: { id: string }[];
  count: number;
  /** When the newest call was, in epoch ms; each one before is 7 hours older, but every tenth is of the same moment as the one before. */
  newestAt?: number;
};

const APART_MS = 7 * 60 * 60 * 1000;
const kinds = [
  { isOutgoing: false, status: "missed", media: "audio" },
  { isOutgoing: true, status: "completed", media: "video" },
  { isOutgoing: false, status: "completed", media: "video" },
  { isOutgoing: true, status: "no_answer", media: "audio" },
] as const;

/** The same from outside, for plays: into the database at an address. */
export async function seedHistoryAt(url: string, seed: Seed): Promise<void> {
  const db = openDatabase(url, { max: 1 });
  await seedHistory(db, seed);
  await db.$client.end({ timeout: 1 });
}

/** Writes calls of the past straight into the tables: one person's history, long enough to be leafed through. */
export async function seedHistory(db: Database, seed: Seed): Promise<void> {
  const { of: me, with: others, count, newestAt = 1_790_000_000_000 } = seed;
  const rows = Array.from({ length: count }, (_, at) => {
    const kind = kinds[Math.floor(at / others.length) % kinds.length] ?? kinds[0];
    const other = others[at % others.length] ?? me;
    const startedAt = new Date(newestAt - (at % 10 === 9 ? at - 1 : at) * APART_MS);
    return { ...kind, callId: randomUUID(), other, startedAt, isAnswered: kind.status === "completed" };
  });
  await db.insert(calls).values(
    rows.map(({ callId, other, isOutgoing, media, startedAt, isAnswered }) => ({
      id: callId,
      startedBy: isOutgoing ? me.id : other.id,
      media,
      state: "ended" as const,
      endReason: isAnswered ? ("hung_up" as const) : ("no_answer" as const),
      idempotencyKey: randomUUID(),
      startedAt,
      answeredAt: isAnswered ? startedAt : null,
      endedAt: startedAt,
    })),
  );
  await db.insert(callParticipants).values(
    rows.flatMap(({ callId, other, isOutgoing, isAnswered, startedAt }) =>
      [me, other].map((person) => {
        const isCaller = (person === me) === isOutgoing;
        const state = isAnswered || isCaller ? ("left" as const) : ("missed" as const);
        return { callId, userId: person.id, isCaller, state, connectedAt: startedAt, endedAt: startedAt };
      }),
    ),
  );
  await db.insert(historyEntries).values(
    rows.map(({ callId, isOutgoing, status, media, startedAt, isAnswered }, at) => ({
      userId: me.id,
      callId,
      isOutgoing,
      status,
      media,
      startedAt,
      endedAt: startedAt,
      durationMs: isAnswered ? 60_000 + at * 1000 : null,
    })),
  );
}

import { randomUUID } from "node:crypto";
import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { now, nowPlus } from "../clock";
import type { Connection } from "../db";
import { outboxCursors, outboxRefused } from "./schema";

/** Who reads: one process. It holds a cursor for longer than one delivery can take, in ms. */
const me = randomUUID();
const HELD_MS = 120_000;

export type Cursor = { name: string; offset: number; tries: number };

const isMine = (name: string) => and(eq(outboxCursors.name, name), eq(outboxCursors.heldBy, me));

/**
 * Takes a reader's cursor for this process, or keeps it; null where another process has it, or it is not tried again yet. A reader that is
 * new begins with what happens from now on.
 */
export async function holdCursor(db: Connection, name: string): Promise<Cursor | null> {
  await db.execute(sql`
    insert into ${outboxCursors} (name, "offset")
    values (${name}, coalesce((select "offset" from ${outboxCursors} where name = 'head'), 0))
    on conflict do nothing`);
  const [held] = await db
    .update(outboxCursors)
    .set({ heldBy: me, heldUntil: nowPlus(HELD_MS) })
    .where(
      and(
        eq(outboxCursors.name, name),
        or(isNull(outboxCursors.heldBy), eq(outboxCursors.heldBy, me), lte(outboxCursors.heldUntil, now)),
        or(isNull(outboxCursors.retryAt), lte(outboxCursors.retryAt, now)),
      ),
    )
    .returning();
  return held ?? null;
}

/** Lets another process read on at once. */
export async function releaseCursor(db: Connection, name: string): Promise<void> {
  await db.update(outboxCursors).set({ heldBy: null, heldUntil: null }).where(isMine(name));
}

/** Moves a cursor on; false where it is another process's by now, or was set back meanwhile, which holds. */
export async function advance(db: Connection, { name, offset }: Cursor, to: number): Promise<boolean> {
  const moved = await db
    .update(outboxCursors)
    .set({ offset: to, tries: 0, retryAt: null })
    .where(and(isMine(name), eq(outboxCursors.offset, offset)))
    .returning({ name: outboxCursors.name });
  return moved.length === 1;
}

/** Nothing is delivered for so long; the cursor stays where it is. */
export async function waitFor(db: Connection, { name, offset, tries }: Cursor, ms: number): Promise<void> {
  await db
    .update(outboxCursors)
    .set({ tries: tries + 1, retryAt: nowPlus(ms) })
    .where(and(isMine(name), eq(outboxCursors.offset, offset)));
}

/** Puts an event aside that a reader does not take. */
export async function putAside(db: Connection, name: string, offset: number, reason: string): Promise<void> {
  await db
    .insert(outboxRefused)
    .values({ name, offset, reason: reason.slice(0, 200) })
    .onConflictDoNothing();
}

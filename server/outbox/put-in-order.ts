import { eq, isNull, sql } from "drizzle-orm";
import { emit } from "../bus";
import type { Database } from "../db";
import { outbox, outboxCursors } from "./schema";

const HEAD = "head";
const AT_ONCE = 500;

declare module "../bus/reactions" {
  interface DomainEvents {
    /** Events that have just got their offsets, by what they are written under. */
    "outbox.ordered": { written: number[] };
  }
}

/**
 * Gives offsets to events that are committed and have none; returns how many. One process at a time does it, and its commit comes before
 * the next one looks: so an offset never appears below one that could be read before. Events are taken in the order of writing, which within a
 * call, whose changes wait for each other, is that of happening.
 */
export async function putInOrder(db: Database): Promise<number> {
  const isNew = isNull(outbox.offset);
  const [any] = await db.select({ written: outbox.written }).from(outbox).where(isNew).limit(1);
  if (!any) return 0;
  return await db.transaction(async (tx) => {
    await tx.insert(outboxCursors).values({ name: HEAD, offset: 0 }).onConflictDoNothing();
    const [head] = await tx
      .select({ offset: outboxCursors.offset })
      .from(outboxCursors)
      .where(eq(outboxCursors.name, HEAD))
      .for("update");
    // A statement of its own, after the lock: it sees what whoever held the lock has committed.
    const rows = await tx.execute<{ written: string }>(sql`
      update ${outbox} set "offset" = ${head?.offset ?? 0}::bigint + next.place
      from (
        select written, row_number() over (order by written) as place
        from (select written from ${outbox} where "offset" is null order by written limit ${AT_ONCE}) as new
      ) as next
      where outbox.written = next.written returning outbox.written`);
    if (rows.length === 0) return 0;
    await tx
      .update(outboxCursors)
      .set({ offset: sql`${outboxCursors.offset} + ${rows.length}` })
      .where(eq(outboxCursors.name, HEAD));
    await emit(tx, "outbox.ordered", { written: rows.map((row) => Number(row.written)) });
    return rows.length;
  });
}

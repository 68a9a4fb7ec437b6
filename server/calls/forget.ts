import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { Connection } from "../db";
import { calls } from "./schema";

/** How many calls are forgotten at once, so that no lock is held for long. */
const AT_ONCE = 1_000;

/** Deletes calls that have ended, as many at once as is good: who was on them, and what was written, goes with them. Returns how many. */
export async function forgetCalls(db: Connection, which: (call: typeof calls) => SQL): Promise<number> {
  const some = db
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.state, "ended"), which(calls)))
    .limit(AT_ONCE);
  const forgotten = await db.delete(calls).where(inArray(calls.id, some)).returning({ id: calls.id });
  return forgotten.length;
}

import { and, ne, sql } from "drizzle-orm";
import { config } from "../config";
import { now } from "../clock";
import type { Database } from "../db";
import { lockCalls } from "./access";
import { endCall } from "./end";
import { calls } from "./schema";

const BATCH = 200;

/** When the longest time of a call is reached, as SQL: from its first answer, or from its start where nobody answered. */
export const endsAt = () =>
  sql<Date>`coalesce(${calls.answeredAt}, ${calls.startedAt}) + ${config().PEAL_CALL_MAX_MS} * interval '1 millisecond'`;

/** Ends the calls that have reached it. Any process may run it, and several at once. */
export async function endLongCalls(db: Database): Promise<void> {
  const due = await db
    .select({ id: calls.id })
    .from(calls)
    .where(and(ne(calls.state, "ended"), sql`${endsAt()} <= ${now}`))
    .limit(BATCH);
  if (due.length === 0) return;
  await db.transaction(async (tx) => {
    const ids = due.map((call) => call.id);
    for (const call of await lockCalls(tx, ids)) await endCall(tx, call.id, "time_limit");
  });
}

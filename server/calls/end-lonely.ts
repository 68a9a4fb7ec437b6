import { and, isNotNull, ne, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db";
import { lockCalls } from "./access";
import { endCall } from "./end";
import { callParticipants, calls } from "./schema";

/** How long somebody may be alone in a meeting before it ends for them, in ms. */
export const ALONE_MS = 10 * 60_000;
const BATCH = 200;

/** Of a row of `calls`: one person is in it, and nobody else has been for that long. */
const isLonely = sql`(
  select count(*) filter (where p.state = 'connected') = 1
    and max(case when p.state = 'connected' then p.connected_at else p.ended_at end)
      <= peal_now() - ${ALONE_MS} * interval '1 millisecond'
  from ${callParticipants} p where p.call_id = ${calls.id})`;

const which = and(isNotNull(calls.meetingId), ne(calls.state, "ended"), isLonely);

/** Ends sessions of meetings in which somebody was left alone. Any process may run it, and several at once. */
export async function endLonelySessions(db: Database): Promise<void> {
  const due = await db.select({ id: calls.id }).from(calls).where(which).limit(BATCH);
  if (due.length === 0) return;
  await db.transaction(async (tx) => {
    const ids = due.map((call) => call.id);
    for (const call of await lockCalls(tx, ids))
      if (await isStillLonely(tx, call.id)) await endCall(tx, call.id, "alone");
  });
}

/** Somebody may have come while the call was waited for. */
async function isStillLonely(tx: Transaction, callId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(sql`${calls.id} = ${callId}`, which));
  return row !== undefined;
}

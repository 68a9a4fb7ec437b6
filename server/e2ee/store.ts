import { sql } from "drizzle-orm";
import { notify } from "../bus";
import type { Transaction } from "../db";
import { type Admissions, isLive } from "./access";
import { readersOf } from "./check";
import type { SignedMessage } from "./contract";

/**
 * Adds messages to a call's list and tells those who may read them. Their numbers are given under the lock of the call's counter, which
 * is held until the commit: whoever sees one number sees all before it.
 */
export async function store(
  tx: Transaction,
  callId: string,
  admissions: Admissions,
  messages: SignedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({
    from: message.body.from,
    type: message.body.type,
    readers: readersOf(message.body),
    message: JSON.stringify(message),
  }));
  await notify(tx, listeners(admissions, messages), "keys");
  await tx.execute(sql`
    with counted as (
      insert into e2ee_counters as c (call_id, last_seq) values (${callId}, ${rows.length}::int)
      on conflict (call_id) do update set last_seq = c.last_seq + ${rows.length}::int
      returning last_seq
    )
    insert into e2ee_messages (call_id, seq, from_admission, type, readers, message)
    select ${callId}::uuid, last_seq - ${rows.length}::int + at, "from", type, readers, message
    from counted, rows from (
      jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as ("from" uuid, type text, readers uuid[], message text)
    ) with ordinality as added ("from", type, readers, message, at)`);
}

/** The people and guests to whose devices these messages go. */
function listeners(admissions: Admissions, messages: SignedMessage[]): Set<string> {
  const everyone = [...admissions.values()].filter(isLive);
  const told = new Set<string>();
  for (const { body } of messages) {
    const readers = readersOf(body);
    for (const one of everyone) {
      if (one.id !== body.from && (!readers || readers.includes(one.id))) told.add(one.userId);
    }
  }
  return told;
}

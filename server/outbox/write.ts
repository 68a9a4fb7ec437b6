import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../db";
import type { EventData, EventType } from "./contract";
import { outbox } from "./schema";

type NewEventOf<T extends EventType> = {
  type: T;
  /** The call or the meeting. */
  key: string;
  data: EventData[T];
  /** Whose webhooks hear of it. */
  people: string[];
  /** A name that only one event has: of a second one nothing is written. */
  once?: string;
};
export type NewEvent = { [T in EventType]: NewEventOf<T> }[EventType];

/**
 * Writes events in the transaction of the change that they tell of. Always one statement, also for none: whoever measures a call learns
 * nothing from whether there was something to tell. `alsoPeople` is an SQL array of more whose webhooks hear of them.
 */
export async function write(
  tx: Transaction,
  events: NewEvent[],
  alsoPeople: SQL = sql`array[]::uuid[]`,
): Promise<void> {
  await tx.execute(sql`
    insert into ${outbox} (type, key, data, people, once)
    select type, key, data, array(select distinct who from unnest(people || ${alsoPeople}) as who), once
    from json_to_recordset(${JSON.stringify(events)}::json)
      as event (type text, key uuid, data jsonb, people uuid[], once text)
    on conflict (once) do nothing`);
}

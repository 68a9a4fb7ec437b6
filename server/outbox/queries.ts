import { asc, gt } from "drizzle-orm";
import { config } from "../config";
import type { Connection } from "../db";
import { type CloudEvent, cloudEvent, typeName } from "./contract";
import { outbox } from "./schema";

/** An event with where it stands. */
export type Placed = { offset: number; key: string; event: CloudEvent };
type Row = Pick<typeof outbox.$inferSelect, "id" | "type" | "key" | "data" | "at" | "offset">;

/** A row as it leaves. Throws for one that is not as the contract says: what is not in it does not leave. */
export function toCloudEvent({ id, type, key, data, at, offset }: Row): CloudEvent {
  return cloudEvent.parse({
    specversion: "1.0",
    id,
    source: config().PEAL_URL,
    type: typeName(type),
    subject: key,
    time: at.toISOString(),
    datacontenttype: "application/json",
    sequence: String(offset ?? 0).padStart(16, "0"),
    partitionkey: key,
    data,
  });
}

/** The events after an offset, in order, so many at most. */
export async function eventsAfter(db: Connection, offset: number, most: number): Promise<Placed[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(gt(outbox.offset, offset))
    .orderBy(asc(outbox.offset))
    .limit(most);
  return rows.map((row) => ({ offset: row.offset ?? 0, key: row.key, event: toCloudEvent(row) }));
}

import { sql } from "drizzle-orm";
import type { Transaction } from "../../db";
import { outbox } from "../schema";

type Ended = { userId: string; somebodyId: string };

/** Of what was told and is kept for replays, what concerned this person alone goes; in the rest they are somebody. */
export async function forgetPerson(tx: Transaction, { userId, somebodyId }: Ended): Promise<void> {
  await tx.delete(outbox).where(sql`${outbox.people} = array[${userId}::uuid]`);
  const renamed = (column: typeof outbox.data | typeof outbox.once) =>
    sql`replace(${column}::text, ${userId}::text, ${somebodyId}::text)`;
  await tx
    .update(outbox)
    .set({
      people: sql`array_replace(${outbox.people}, ${userId}::uuid, ${somebodyId}::uuid)`,
      data: sql`${renamed(outbox.data)}::jsonb`,
      once: renamed(outbox.once),
    })
    .where(sql`${userId}::uuid = any(${outbox.people}) or ${outbox.data}::text like ${`%${userId}%`}`);
}

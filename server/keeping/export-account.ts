import { sql } from "drizzle-orm";
import { record } from "../audit";
import { checkOwnPassword, type UserActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import { shares } from "./tables";

/** Everything that the server keeps of a person, by table; `people` are those whom the rows name by their ids. */
export type Export = {
  madeAt: string;
  people: { id: string; handle: string; name: string }[];
  tables: Record<string, unknown[]>;
};

/** The person's own rows as JSON: without secrets, bytes in hexadecimal. What is sealed stays so: only their devices can open it. */
const rowsOf = (table: string, { where, without = [] }: { where: string; without?: string[] | undefined }) =>
  sql`select to_jsonb(t) - ${`{${without.join(",")}}`}::text[] as row from ${sql.identifier(table)} t, me where ${sql.raw(where)}`;

/**
 * Everything that is kept of who acts, as it is at one moment. Refuses with `wrong_password` and `rate_limited`.
 */
export async function exportAccount(db: Database, actor: UserActor, password: string): Promise<Export> {
  await checkOwnPassword(db, actor, password);
  await limit(db, { key: `export:${actor.userId}`, rate: config().PEAL_LIMIT_EXPORT });
  await record(db, { act: "account_exported", by: actor.userId });
  return await db.transaction(
    async (tx) => {
      const tables: Export["tables"] = {};
      for (const [table, share] of Object.entries(shares)) {
        if (!share) continue;
        const rows = await tx.execute<{ row: unknown }>(
          sql`with me as (select ${actor.userId}::uuid as me) ${rowsOf(table, share)}`,
        );
        tables[table] = rows.map(({ row }) => row);
      }
      const people = await tx.execute<
        Export["people"][number]
      >(sql`select id, handle, name from users where id in (
        select contact_id from contacts where user_id = ${actor.userId}
        union select blocked_id from blocks where user_id = ${actor.userId}
        union select p.user_id from call_participants mine join call_participants p on p.call_id = mine.call_id
          where mine.user_id = ${actor.userId} and not mine.is_silenced and not p.is_silenced)`);
      const [now] = await tx.execute<{ at: string }>(sql`select to_json(peal_now()) #>> '{}' as at`);
      return { madeAt: now?.at ?? "", people: [...people], tables };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

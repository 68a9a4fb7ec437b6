import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../testing";
import type { Connection } from ".";
import { oftenRun } from "./prepare";

const db = await testDatabase();

/** How often the server has run a prepared statement with this mark, on the connection that is asked. */
async function runsOf(connection: Connection, mark: string): Promise<number> {
  const rows = await connection.execute<{ runs: number }>(
    sql`select (generic_plans + custom_plans)::int as runs from pg_prepared_statements
        where statement like ${`%${mark}%`} and statement not like '%pg_prepared_statements%'`,
  );
  return rows.reduce((sum, { runs }) => sum + runs, 0);
}

const marked = (mark: string, value: number) =>
  sql`select ${value}::int + 1 as ${sql.identifier(mark)} from generate_series(1, 1)`;

describe("what runs often is prepared", () => {
  test("from the third time on, also in a transaction and in a part of one", async () => {
    await db.transaction(async (tx) => {
      for (const value of [1, 2]) {
        expect(await tx.execute(marked("within", value))).toEqual([{ within: value + 1 }]);
        expect(await runsOf(tx, "within")).toBe(0);
      }
      for (const value of [3, 4]) expect(await tx.execute(marked("within", value))).toHaveLength(1);
      expect(await runsOf(tx, "within")).toBe(2);
      await tx.transaction(async (step) => {
        expect(await step.execute(marked("within", 5))).toEqual([{ within: 6 }]);
      });
      expect(await runsOf(tx, "within")).toBe(3);
    });
  });

  test("a statement whose table changed meanwhile is prepared anew", async () => {
    await db.execute(sql`create table prepared_once (a int)`);
    await db.execute(sql`insert into prepared_once values (1)`);
    const read = async () => await db.execute(sql`select * from prepared_once where a = ${1}::int`);
    for (let turn = 0; turn < 12; turn++) expect(await read()).toEqual([{ a: 1 }]);
    await db.execute(sql`alter table prepared_once add column b int default 2`);
    for (let turn = 0; turn < 12; turn++) expect(await read()).toEqual([{ a: 1, b: 2 }]);
    await db.execute(sql`drop table prepared_once`);
  });

  test("no more texts than there is room for", () => {
    const isOften = oftenRun(2);
    const thrice = (text: string) => [isOften(text), isOften(text), isOften(text)].at(-1);
    expect(["a", "b", "c", "a"].map(thrice)).toEqual([true, true, false, true]);
  });
});

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../server/testing";
import { drain, undrain } from "./drain/drain.mjs";

const db = await testDatabase();
const url = process.env.DATABASE_URL ?? "";
const given = { PEAL_SFU_NODES: JSON.stringify([{ name: "a" }, { name: "b" }]) };
const draining = async () =>
  (await db.execute<{ name: string }>(sql`select name from sfu_nodes where draining_since is not null`)).map(
    ({ name }) => name,
  );

test("M7 a node is drained once its last call is over, and gets calls again when told so", async () => {
  const [ending, other] = [randomUUID(), randomUUID()];
  await db.execute(sql`insert into call_rooms (call_id, node) values (${ending}, 'a'), (${other}, 'b')`);
  const said: string[] = [];
  const say = (line: string) => {
    said.push(line);
    // The call ends as soon as it was told that it runs.
    void db.$client`delete from call_rooms where call_id = ${ending}`.execute();
  };
  expect(await drain(url, given, "a", { say, everyMs: 10 })).toEqual([
    "a has no calls, and gets none: it can be stopped.",
  ]);
  expect(said).toEqual(["a gets no new calls; 1 still run there."]);
  expect(await draining()).toEqual(["a"]);
  await undrain(url, given, "a");
  expect(await draining()).toEqual([]);
});

test("M7 a node that there is not is refused with words, and nothing changes", async () => {
  await expect(drain(url, given, "c")).rejects.toThrow("There is no SFU node c.");
  await expect(undrain(url, {}, "a")).rejects.toThrow("There is no SFU node a.");
  expect(await draining()).toEqual([]);
});

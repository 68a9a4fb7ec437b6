import { expect, test } from "vitest";
import { databaseAhead, testDatabase } from "../testing";
import { giveBack, type Limit, limit, purgeLimits } from ".";
import { rateLimits } from "./schema";

const db = await testDatabase();
const later = databaseAhead("61 seconds");
const twiceAMinute = (): Limit => ({ key: crypto.randomUUID(), rate: { points: 2, perMs: 60_000 } });
const limited = expect.objectContaining({
  problem: { code: "rate_limited", retryAfterMs: expect.closeTo(60_000, -4) },
});

test("what is allowed passes, the next is refused with the time to wait", async () => {
  const one = twiceAMinute();
  await limit(db, one);
  await limit(db, one);
  await expect(limit(db, one)).rejects.toEqual(limited);
});

test("a window that is over starts anew", async () => {
  const one = twiceAMinute();
  await limit(db, one);
  await limit(db, one);
  await limit(later, one);
});

test("in the same instant no more pass than are allowed", async () => {
  const one = twiceAMinute();
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => limit(db, one)));
  expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(2);
});

test("of several keys the strictest decides, in whatever order they come", async () => {
  const [one, other] = [twiceAMinute(), twiceAMinute()];
  await limit(db, one, other);
  await Promise.all([limit(db, other), limit(db, one)]);
  await expect(limit(db, twiceAMinute(), other)).rejects.toEqual(limited);
});

test("what is given back can be used again", async () => {
  const one = twiceAMinute();
  for (let round = 0; round < 5; round += 1) {
    await limit(db, one);
    await giveBack(db, one.key);
  }
});

test("purging keeps the windows that run", async () => {
  await limit(db, twiceAMinute());
  await purgeLimits(db);
  expect(await db.select().from(rateLimits)).not.toHaveLength(0);
  await purgeLimits(databaseAhead("10 minutes"));
  expect(await db.select().from(rateLimits)).toHaveLength(0);
});

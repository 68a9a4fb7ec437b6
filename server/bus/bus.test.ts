import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { which } from "../../scripts/start/run.mjs";
import type { Connection } from "../db";
import { MortalRedis, testDatabase } from "../testing";
import { type Listener, noticesOf, type Subscription } from "./notice";
import { listenByPostgres, notifyByPostgres } from "./postgres";
import { closeSpeaker, listenByRedis, notifyByRedis } from "./redis";
import type { Topic } from "./topics";

type Bus = {
  notify(tx: Connection, userIds: string[], topic: Topic): Promise<void>;
  listen(listener: Listener): Promise<Subscription>;
  /** Says a text that is no notice. */
  say(text: string): Promise<unknown>;
  /** Cuts the connections of who listens. */
  cut(): Promise<unknown>;
};

const db = await testDatabase();
const databaseUrl = process.env.DATABASE_URL ?? "";
let redis: MortalRedis;

const byPostgres: Bus = {
  notify: (tx, userIds, topic) => notifyByPostgres(tx, noticesOf(userIds), topic),
  listen: (listener) => listenByPostgres(databaseUrl, listener),
  say: (text) => db.execute(sql`select pg_notify('peal', ${text})`),
  cut: () =>
    db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'peal-listen' and datname = current_database()`),
};

const byRedis: Bus = {
  notify: async (tx, userIds, topic) => notifyByRedis(redis.url, tx, noticesOf(userIds), topic),
  listen: (listener) => listenByRedis(redis.url, listener),
  say: (text) => redis.ask((client) => client.publish("peal", text)),
  cut: () => redis.ask((client) => client.call("CLIENT", "KILL", "TYPE", "pubsub")),
};

const buses = [
  { name: "Postgres", bus: byPostgres },
  ...(which("redis-server") ? [{ name: "Redis", bus: byRedis }] : []),
];

beforeAll(async () => {
  if (which("redis-server")) redis = await MortalRedis.start();
});
afterAll(async () => {
  closeSpeaker();
  await redis?.stop();
});

const open: Subscription[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Listens, and keeps what was heard: `topic:id`, and how often everything had to be read again. */
async function ear(bus: Bus) {
  const heard: string[] = [];
  const told = { heard, gaps: 0 };
  open.push(
    await bus.listen({
      onUsers: (ids, topic) => heard.push(...ids.map((id) => `${topic}:${id}`)),
      onGap: () => told.gaps++,
    }),
  );
  return told;
}

const id = () => crypto.randomUUID();

describe.each(buses)("a bus over $name", ({ bus }) => {
  test("everybody who listens hears of a change, under its topic, once it is committed", async () => {
    const ears = [await ear(bus), await ear(bus)];
    const [first, second, third] = [id(), id(), id()];
    await db.transaction(async (tx) => {
      await bus.notify(tx, [first, second], "state");
      await bus.notify(tx, [second], "keys");
      await bus.notify(db, [third], "presence");
      // What was said beside the transaction came by, so that anything said in it would have too.
      for (const { heard } of ears) await expect.poll(() => heard).toEqual([`presence:${third}`]);
    });
    const all = [`presence:${third}`, `state:${first}`, `state:${second}`, `keys:${second}`];
    for (const { heard } of ears) await expect.poll(() => heard.toSorted()).toEqual(all.toSorted());
  });

  test("nobody hears of what was not committed", async () => {
    const { heard } = await ear(bus);
    const [undone, done] = [id(), id()];
    const broken = db.transaction(async (tx) => {
      await bus.notify(tx, [undone], "state");
      throw new Error("undone");
    });
    await expect(broken).rejects.toThrow("undone");
    await bus.notify(db, [done], "state");
    await expect.poll(() => heard).toEqual([`state:${done}`]);
  });

  test("a part of a transaction speaks when the whole is committed", async () => {
    const { heard } = await ear(bus);
    const [part, beside] = [id(), id()];
    await db.transaction(async (tx) => {
      await tx.transaction((step) => bus.notify(step, [part], "state"));
      await bus.notify(db, [beside], "state");
      await expect.poll(() => heard).toEqual([`state:${beside}`]);
    });
    await expect.poll(() => heard).toEqual([`state:${beside}`, `state:${part}`]);
  });

  test("a thousand people are told of, each once", async () => {
    const { heard } = await ear(bus);
    const ids = Array.from({ length: 1_000 }, id);
    await db.transaction((tx) => bus.notify(tx, [...ids, ...ids], "contacts"));
    await expect.poll(() => heard.toSorted()).toEqual(ids.map((one) => `contacts:${one}`).toSorted());
  });

  test("a text that is no notice is let go", async () => {
    const { heard } = await ear(bus);
    const real = id();
    for (const text of ["", "not-an-id", `${id()},`, "'; drop table users; --"]) await bus.say(text);
    await bus.notify(db, [real], "state");
    await expect.poll(() => heard).toEqual([`state:${real}`]);
  });

  test("everything is read again on the first connection, and after a lost one", async () => {
    const told = await ear(bus);
    await expect.poll(() => told.gaps).toBe(1);
    await bus.cut();
    await expect.poll(() => told.gaps).toBe(2);
    const after = id();
    await bus.notify(db, [after], "state");
    await expect.poll(() => told.heard).toContain(`state:${after}`);
  });
});

describe.skipIf(!which("redis-server"))("a bus over Redis that is lost", () => {
  test("what could not be said is made good: everybody reads everything", async () => {
    const told = await ear(byRedis);
    await byRedis.notify(db, [id()], "state");
    await expect.poll(() => told.heard).toHaveLength(1);
    // Who listens keeps its connection; who says has lost its own.
    await redis.ask((client) => client.call("CLIENT", "KILL", "TYPE", "normal"));
    const before = told.gaps;
    await byRedis.notify(db, [id()], "state");
    await expect.poll(() => told.gaps).toBeGreaterThan(before);
  });

  test("once it is back, notices go as before", async () => {
    const told = await ear(byRedis);
    await redis.stop();
    await byRedis.notify(db, [id()], "state");
    const before = told.gaps;
    await redis.restart();
    await expect.poll(() => told.gaps).toBeGreaterThan(before);
    const after = id();
    // Who says it may be back a moment after who listens.
    const heard = async () => {
      await byRedis.notify(db, [after], "state");
      return told.heard;
    };
    await expect.poll(heard).toContain(`state:${after}`);
  });
});

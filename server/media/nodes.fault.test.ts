import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { TokenVerifier } from "livekit-server-sdk";
import { on } from "../bus";
import { answerCall, leaveCall, startCall } from "../calls";
import { config } from "../config";
import { deviceRoundTrips } from "../regions/schema";
import { databaseAhead, makeContacts, testDatabase, type TestDevice, testSfuNodes, world } from "../testing";
import { readNodes } from "./nodes";
import { callRooms } from "./schema";
import { createRoom, deleteRoom, listNodes, mintToken, NodeProbe, placeOf } from "./index";

const [first, second] = await testSfuNodes(2);
const db = await testDatabase();

const moved: string[] = [];
on("media.rooms-moved", async (_tx, { callIds }) => void moved.push(...callIds));

const twoNodes = config().PEAL_SFU_NODES ?? [];
/** The nodes a, b and c, in these regions. */
function threeNodes(...regions: string[]): void {
  const nodes = regions.map((region, at) => ({ ...twoNodes[at % 2], name: "abc"[at], region }));
  Object.assign(config(), { PEAL_SFU_NODES: nodes });
}

beforeEach(async () => {
  Object.assign(config(), { PEAL_SFU_NODES: twoNodes });
  moved.length = 0;
  await db.execute(sql`delete from call_rooms`);
  await db.execute(sql`delete from sfu_nodes`);
});

/** A probe that is told which nodes answer. */
function probeOf(isAlive: Record<string, boolean>) {
  const probe = new NodeProbe(db, async ({ name }) => isAlive[name] ?? false);
  const look = async (times: number) => {
    for (let time = 0; time < times; time++) await probe.look();
  };
  return { isAlive, look };
}

/** Calls that have their rooms on a node. */
async function callsOn(node: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) await db.insert(callRooms).values({ callId: id, node });
  return ids;
}

describe("M7 several SFU nodes", () => {
  test("a call has its room on one node for all who ask, and the emptier node gets the next", async () => {
    const ids = Array.from({ length: 10 }, () => randomUUID());
    const places = await Promise.all(ids.flatMap((id) => [placeOf(id), placeOf(id), placeOf(id)]));
    for (const [at, id] of ids.entries()) {
      const [one, two, three] = places.slice(at * 3, at * 3 + 3);
      expect(one).toMatchObject({ room: id, moves: 0 });
      expect(two).toEqual(one);
      expect(three).toEqual(one);
    }
    const counts = await db.execute<{ node: string; count: number }>(
      sql`select node, count(*)::int as count from call_rooms group by node order by node`,
    );
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(10);
    await callsOn("a", 40);
    expect((await placeOf(randomUUID())).node.name).toBe("b");
  });

  test("the rooms of a node that died are opened under new names on another, once", async () => {
    const [lost = ""] = await callsOn("a", 1);
    const [kept = ""] = await callsOn("b", 1);
    const [one, other] = [probeOf({ a: false, b: true }), probeOf({ a: false, b: true })];
    await one.look(1);
    expect(moved).toEqual([]);
    await Promise.all([one.look(3), other.look(4)]);
    expect(moved).toEqual([lost]);
    expect(await placeOf(lost)).toMatchObject({ room: `${lost}.1`, moves: 1, node: { name: "b" } });
    expect(await placeOf(kept)).toMatchObject({ room: kept, moves: 0, node: { name: "b" } });
    expect((await placeOf(randomUUID())).node.name).toBe("b");
  });

  test("a node that answers again gets rooms again, once it has done so three times", async () => {
    const probe = probeOf({ a: false, b: true });
    await probe.look(2);
    probe.isAlive.a = true;
    await probe.look(2);
    await callsOn("b", 5);
    expect((await placeOf(randomUUID())).node.name).toBe("b");
    await probe.look(1);
    expect((await placeOf(randomUUID())).node.name).toBe("a");
  });

  test("where no node answers nothing is moved: it is the one who asks that is alone", async () => {
    const [id = ""] = await callsOn("a", 1);
    await probeOf({ a: false, b: false }).look(5);
    expect(moved).toEqual([]);
    expect(await placeOf(id)).toMatchObject({ moves: 0 });
  });

  test("a reaction that fails moves nothing, and the next look tries again", async () => {
    const [id = ""] = await callsOn("a", 1);
    const probe = probeOf({ a: false, b: true });
    await probe.look(1);
    await db.execute(sql`alter table sfu_nodes rename to sfu_nodes_away`);
    await expect(probe.look(1)).rejects.toThrow();
    await db.execute(sql`alter table sfu_nodes_away rename to sfu_nodes`);
    await probe.look(1);
    expect(moved).toEqual([id]);
  });

  test("a node that is being emptied gets no new rooms, and keeps those that it has", async () => {
    const [id = ""] = await callsOn("a", 1);
    await callsOn("b", 5);
    await db.execute(sql`insert into sfu_nodes (name, draining_since) values ('a', peal_now())`);
    expect((await placeOf(randomUUID())).node.name).toBe("b");
    expect(await placeOf(id)).toMatchObject({ room: id, node: { name: "a" } });
    await probeOf({ a: true, b: true }).look(4);
    expect((await placeOf(randomUUID())).node.name).toBe("b");
  });

  test("rooms of a dead node stay in its region where another node is there", async () => {
    threeNodes("eu", "us", "eu");
    const lost = await callsOn("a", 6);
    await probeOf({ a: false, b: true, c: true }).look(2);
    expect(moved.toSorted()).toEqual(lost.toSorted());
    for (const id of lost) expect((await placeOf(id)).node.name).toBe("c");
  });

  test("a room is placed near its people, by what their devices told, and those of one moment spread by load", async () => {
    threeNodes("eu", "us", "us");
    const { ana, bo } = await world(db, "Ana", "Bo");
    const far = { eu: 100, us: 10 };
    const near = { eu: 20, us: 30 };
    for (const [{ device }, told] of [
      [ana, near],
      [bo, far],
    ] as const)
      await db
        .insert(deviceRoundTrips)
        .values(Object.entries(told).map(([region, ms]) => ({ deviceId: device.id, region, ms })));
    const alone = async () => [{ userId: ana.id, deviceId: ana.device.id }];
    const both = async () => [...(await alone()), { userId: bo.id, deviceId: null }];
    expect((await placeOf(randomUUID(), alone)).node.name).toBe("a");
    await db.execute(
      sql`insert into sfu_nodes (name, load, load_at) values ('b', 0.30, peal_now()), ('c', 0.35, peal_now())`,
    );
    const names: string[] = [];
    for (let call = 0; call < 6; call++) names.push((await placeOf(randomUUID(), both)).node.name);
    // Each room counts as 2 % until the load shows it.
    expect(names.toSorted()).toEqual(["b", "b", "b", "b", "c", "c"]);
    await db.execute(sql`update sfu_nodes set load = 0.95`);
    expect((await placeOf(randomUUID(), both)).node.name).toBe("a");
  });

  test("a call begins in the region of its caller and of who is called, and a device that answers does not move it", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await makeContacts(db, ana, bo);
    const phone = await bo.addDevice("Phone");
    const tell = async (device: TestDevice, told: Record<string, number>) =>
      await db
        .insert(deviceRoundTrips)
        .values(Object.entries(told).map(([region, ms]) => ({ deviceId: device.id, region, ms })));
    await tell(ana.device, { eu: 40, us: 60 });
    await tell(bo.device, { eu: 90, us: 20 });
    await tell(phone, { eu: 5, us: 200 });
    await db.execute(
      sql`update device_round_trips set told_at = told_at - interval '1 hour' where device_id = ${phone.id}`,
    );
    threeNodes("eu", "us");
    const { callId } = await startCall(db, ana.actor(), {
      people: [bo.id],
      media: "audio",
      idempotencyKey: randomUUID(),
    });
    expect(await placeOf(callId)).toMatchObject({ node: { name: "b" }, moves: 0 });
    const answered = await answerCall(db, bo.actor(phone), { callId });
    expect(answered.url).toBe(twoNodes[1]?.publicUrl);
    await leaveCall(db, ana.actor(), { callId });
  });

  test("the load that nodes tell is read, and forgotten once it is old", async () => {
    const probe = new NodeProbe(db);
    await probe.look();
    await vi.waitFor(
      async () => {
        await probe.look();
        const loads = (await readNodes(db)).map(({ load }) => load);
        expect(loads).toEqual([expect.any(Number), expect.any(Number)]);
        for (const load of loads) expect(load).toBeLessThan(1.1);
      },
      { timeout: 10_000, interval: 200 },
    );
    expect((await readNodes(databaseAhead("11 seconds"))).map(({ load }) => load)).toEqual([null, null]);
  });

  test("a node that is really killed: the room is on the other, and its token opens that room", async () => {
    const [id = ""] = await callsOn("a", 1);
    await createRoom(id, async () => []);
    const probe = new NodeProbe(db);
    for (let look = 0; look < 3; look++) await probe.look();
    expect(moved).toEqual([]);
    expect(listNodes().map(({ url }) => url)).toEqual([first?.url, second?.url]);
    await first?.kill();
    for (let look = 0; look < 2; look++) await probe.look();
    expect(moved).toEqual([id]);
    await createRoom(id, async () => []);
    const { LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = config();
    const claims = await new TokenVerifier(LIVEKIT_API_KEY, LIVEKIT_API_SECRET).verify(
      await mintToken((await placeOf(id)).room, randomUUID()),
    );
    expect(claims.video?.room).toBe(`${id}.1`);
    await deleteRoom(id);
    expect(await db.execute(sql`select 1 from call_rooms where call_id = ${id}`)).toHaveLength(0);
  });
});

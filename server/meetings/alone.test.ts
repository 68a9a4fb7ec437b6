import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { endLonelySessions } from "../calls";
import { calls } from "../calls/schema";
import { databaseAhead, testDatabase, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { doorOf, TestVisitor, withoutWaitingRoom } from "./door.fixture";

await testSfu();
const db = await testDatabase();
wire();
const { meeting, as } = doorOf(db);
const stateOf = async (callId: string) => {
  const [row] = await db.select().from(calls).where(eq(calls.id, callId));
  return { state: row?.state, reason: row?.endReason };
};
const running = { state: "active", reason: null };
const over = { state: "ended", reason: "alone" };

it("T1 who is alone in a meeting for ten minutes leaves it; two stay, and a call is none of it", async () => {
  const { ana, bo, cem } = await world(db, "Ana", "Bo", "Cem");
  const host = await as(ana.device);
  const [room, full] = [
    await meeting(ana, { settings: withoutWaitingRoom }),
    await meeting(cem, { settings: withoutWaitingRoom }),
  ];
  const alone = await host.door.enter({ slug: room.slug });
  const pair = await (await as(cem.device)).door.enter({ slug: full.slug });
  await (await as(bo.device)).door.enter({ slug: full.slug });
  if (alone.state !== "in" || pair.state !== "in") throw new Error("nobody was let in");

  await endLonelySessions(databaseAhead("9 minutes 50 seconds"));
  expect(await stateOf(alone.callId)).toEqual(running);
  const later = databaseAhead("10 minutes 10 seconds");
  await Promise.all([endLonelySessions(later), endLonelySessions(later)]);
  expect(await stateOf(alone.callId)).toEqual(over);
  expect(await stateOf(pair.callId)).toEqual(running);
});

it("T1 who is in a meeting, a guest too, is told how long it is planned to last; nobody else is", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  const startsAt = new Date(Date.now() - 20 * 60_000);
  const times = { startsAt, minutes: 30, timeZone: "UTC" };
  const planned = await meeting(ana, { settings: withoutWaitingRoom, ...times });
  const open = await meeting(ana, { settings: withoutWaitingRoom });
  const [host, other, guest] = [await as(ana.device), await as(bo.device), new TestVisitor()];
  const left = (api: typeof host, { id }: { id: string }) => api.door.timeLeft({ meetingId: id });
  await expect(left(host, planned)).rejects.toThrow("not_found");
  await host.door.enter({ slug: planned.slug });
  await guest.enter(planned.slug, "Gil");
  for (const api of [host, guest.api]) {
    const ms = (await left(api, planned)) ?? 0;
    expect(ms).toBeGreaterThan(8 * 60_000);
    expect(ms).toBeLessThanOrEqual(10 * 60_000);
  }
  await expect(left(other, planned)).rejects.toThrow("not_found");
  const elsewhere = new TestVisitor();
  await elsewhere.enter(open.slug, "Hal");
  expect(await left(elsewhere.api, open)).toBeNull();
  await expect(left(elsewhere.api, planned)).rejects.toThrow("not_found");
});

it("T1 the ten minutes begin when the last other one has left", async () => {
  const { ana } = await world(db, "Ana");
  const room = await meeting(ana, { settings: withoutWaitingRoom });
  const entered = await (await as(ana.device)).door.enter({ slug: room.slug });
  if (entered.state !== "in") throw new Error("the host was not let in");
  const guest = new TestVisitor();
  await guest.enter(room.slug, "Gil");
  await db.execute(`update call_participants set connected_at = connected_at - interval '1 hour'
    where call_id = '${entered.callId}'`);
  await endLonelySessions(databaseAhead("15 minutes"));
  expect(await stateOf(entered.callId)).toEqual(running);
  await guest.api.calls.leave({ callId: entered.callId });
  await endLonelySessions(databaseAhead("9 minutes"));
  expect(await stateOf(entered.callId)).toEqual(running);
  await endLonelySessions(databaseAhead("11 minutes"));
  expect(await stateOf(entered.callId)).toEqual(over);
});

import { randomUUID } from "node:crypto";
import { and, desc, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { startWorker } from "../jobs/worker";
import { doorOf, refusalOf } from "../meetings/door.fixture";
import { putInOrder, signedHeaders } from "../outbox";
import { cloudEvent, type EventType } from "../outbox/contract";
import { pushService } from "../push/push-service.fixture";
import { type TestPerson, testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { deliver } from "./deliver";
import { sweepDeliveries } from "./index";
import { webhookJobsBy } from "./jobs";
import { webhookDeliveries, webhooks } from "./schema";
import { write } from "../outbox/write";

const db = await testDatabase();
wire();
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", webhookJobsBy(service.agent), 64);
// The last test has stopped it already.
afterAll(() => worker.stop().catch(() => {}));
const { as } = doorOf(db);
const types: EventType[] = ["meeting.created", "meeting.changed"];

/** A person with a webhook of their own, and what comes there. */
async function hooked(more: { types?: EventType[]; person?: TestPerson } = {}) {
  const person = more.person ?? (await world(db, "Ana")).ana;
  const path = `/${randomUUID()}`;
  const api = (await as(person.device)).webhooks;
  const made = await api.create({ url: `https://hooks.example.com${path}`, types: more.types ?? types });
  const came = () => service.received.filter((one) => one.path === path);
  const subjects = () => came().map((one) => (JSON.parse(String(one.body)) as { subject: string }).subject);
  return { person, path, api, ...made, came, subjects };
}
/** Tells of a change of each of these meetings, which are this person's own. */
async function tell(person: TestPerson, ...keys: string[]) {
  for (const key of keys)
    await db.transaction((tx) =>
      write(tx, [{ type: "meeting.changed", key, data: { meetingId: key }, people: [person.id] }]),
    );
  await putInOrder(db);
  await sweepDeliveries(db);
}
const deliveries = (webhookId: string) =>
  db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(desc(webhookDeliveries.offset));
/** Sweeps until it holds. */
const until = async (holds: () => unknown) =>
  await expect
    .poll(
      async () => {
        await sweepDeliveries(db);
        return await holds();
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBeTruthy();
const make = (webhookId: string, values: Record<string, unknown>) =>
  db
    .update(webhookDeliveries)
    .set(values)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, "pending")));
const due = { nextAt: new Date(0) };
const anHourAgo = (hours: number) => sql`peal_now() - ${hours} * interval '1 hour'`;
const keys = (count: number) => Array.from({ length: count }, () => randomUUID());
const answers = (status: (path: string, body: string) => number) => {
  service.answer = ({ path, body }) => ({ status: status(path, String(body)) });
};

describe("A2 a person's webhook", () => {
  it("hears of their own calls and meetings of the chosen types alone, signed and in order", async () => {
    const ana = await hooked();
    const bo = await hooked({ types: ["call.ended"], person: (await world(db, "Bo")).bo });
    const [a = "", b = ""] = keys(2);
    await tell(ana.person, a, b, a);
    await tell(bo.person, b);
    await until(() => ana.came().length === 3);
    expect(ana.subjects().filter((one) => one === a)).toHaveLength(2);
    const sequences = ana
      .came()
      .map((one) => cloudEvent.parse(JSON.parse(String(one.body))))
      .filter((event) => event.subject === a)
      .map((event) => event.sequence);
    expect(sequences).toEqual(sequences.toSorted());
    for (const { headers, body } of ana.came()) {
      const [id, seconds] = [String(headers["webhook-id"]), Number(headers["webhook-timestamp"])];
      const message = { id, sentAtMs: seconds * 1000, body: String(body) };
      expect(headers).toMatchObject(signedHeaders(message, [ana.secret]));
      expect(id).toBe((JSON.parse(String(body)) as { id: string }).id);
    }
    expect(bo.came()).toEqual([]);
  });

  it("gets what failed again, in order for each call, while other calls go on", async () => {
    const { person, webhookId, subjects } = await hooked();
    const [stuck = "", other = ""] = keys(2);
    answers((_path, body) => (body.includes(stuck) ? 500 : 204));
    await tell(person, stuck, stuck, other);
    const log = async () =>
      (await deliveries(webhookId)).map((one) => `${one.key} ${one.state} ${one.tries}`);
    const failedOnce = async () => (await log()).includes(`${stuck} pending 1`);
    await until(async () => (await failedOnce()) && subjects().includes(other));
    expect(await log()).toContain(`${stuck} pending 0`);
    const [first] = (await deliveries(webhookId)).filter((one) => one.tries > 0 && one.key === stuck);
    const waitMs = Number(first?.nextAt) - Number(first?.triedAt);
    expect(waitMs).toBeGreaterThan(3_900);
    expect(waitMs).toBeLessThan(6_100);
    answers(() => 204);
    await make(webhookId, due);
    await until(async () => (await deliveries(webhookId)).every((one) => one.state === "delivered"));
    const [row] = await db.select().from(webhooks).where(eq(webhooks.id, webhookId));
    expect(row?.failingSince).toBeNull();
  });

  it("is turned off with words after a day in vain, and on again by hand", async () => {
    const { person, webhookId, api } = await hooked();
    answers(() => 503);
    await tell(person, randomUUID());
    await until(async () => (await deliveries(webhookId))[0]?.tries === 1);
    await db
      .update(webhooks)
      .set({ failingSince: anHourAgo(25) })
      .where(eq(webhooks.id, webhookId));
    await make(webhookId, { ...due, firstTriedAt: anHourAgo(25) });
    await until(async () => (await api.list())[0]?.disabledReason === "failing");
    expect((await api.deliveries({ webhookId }))[0]).toMatchObject({
      state: "given_up",
      status: 503,
      tries: 2,
    });
    answers(() => 204);
    await tell(person, randomUUID());
    expect(await deliveries(webhookId)).toHaveLength(1);
    await api.enable({ webhookId });
    await tell(person, randomUUID());
    await until(async () => (await deliveries(webhookId))[0]?.state === "delivered");
  });

  it("that says that it is gone is turned off at once", async () => {
    const { person, webhookId, api } = await hooked();
    answers(() => 410);
    await tell(person, randomUUID());
    await until(async () => (await api.list())[0]?.disabledReason === "gone");
    answers(() => 204);
    expect((await deliveries(webhookId)).map((one) => one.state)).toEqual(["given_up"]);
  });

  it("can be tried out, and gets a new secret beside which the old one signs for a day", async () => {
    const { webhookId, api, secret, came } = await hooked();
    const next = await api.rotate({ webhookId });
    expect(next.secret).not.toBe(secret);
    await api.test({ webhookId });
    await until(() => came().length === 1);
    const [first] = came();
    const body = String(first?.body);
    const message = {
      id: String(first?.headers["webhook-id"]),
      sentAtMs: Number(first?.headers["webhook-timestamp"]) * 1000,
      body,
    };
    expect(first?.headers).toMatchObject(signedHeaders(message, [next.secret, secret]));
    expect(JSON.parse(body)).toMatchObject({ type: "peal.webhook.test.v1", data: { webhookId } });
    await until(async () => (await api.deliveries({ webhookId }))[0]?.state === "delivered");
    await db
      .update(webhooks)
      .set({ rotatedAt: anHourAgo(25) })
      .where(eq(webhooks.id, webhookId));
    await api.test({ webhookId });
    await until(() => came().length === 2);
    expect(String(came()[1]?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
    answers(() => 404);
    await api.test({ webhookId });
    await until(async () => (await api.deliveries({ webhookId }))[0]?.state === "given_up");
    answers(() => 204);
    expect((await api.list())[0]?.disabledReason).toBeNull();
  });

  it("leads to the public internet or is refused, and gets nothing where its name stands for an address inside", async () => {
    const { webhookId, api } = await hooked();
    const inside = [
      "http://hooks.example.com/",
      "https://localhost/",
      "https://10.0.0.1/",
      "https://a.internal/",
    ];
    for (const url of inside) {
      expect(await refusalOf(api.create({ url, types })), url).toBe("bad_input");
      expect(await refusalOf(api.change({ webhookId, url, types })), url).toBe("bad_input");
    }
    expect(await api.list()).toHaveLength(1);
    // Written before the rule was: nothing is sent all the same.
    await db
      .update(webhooks)
      .set({ url: inside[1] ?? "" })
      .where(eq(webhooks.id, webhookId));
    await api.test({ webhookId });
    await until(async () => (await api.deliveries({ webhookId }))[0]?.failure === "not_public");
  });

  it("is one of ten at most, whatever the number of presses", async () => {
    const { api } = await hooked();
    const url = "https://hooks.example.com/more";
    const pressed = await Promise.all(
      Array.from({ length: 12 }, () => refusalOf(api.create({ url, types }))),
    );
    expect(pressed.filter((one) => one === "too_many_webhooks")).toHaveLength(3);
    expect(await api.list()).toHaveLength(10);
  });
});

it("A8 an attempt whose process died is made again, and its late answer counts for nothing", async () => {
  const { person, webhookId, came } = await hooked();
  await worker.stop();
  const lost = randomUUID();
  await tell(person, randomUUID());
  await make(webhookId, { claim: lost, claimedUntil: anHourAgo(1) });
  const [row] = await deliveries(webhookId);
  const deliveryId = row?.id ?? "";
  await sweepDeliveries(db);
  await deliver(db, service.agent, { deliveryId, claim: lost });
  expect(came()).toEqual([]);
  const [claimed] = await deliveries(webhookId);
  await deliver(db, service.agent, { deliveryId, claim: claimed?.claim ?? "" });
  await deliver(db, service.agent, { deliveryId, claim: claimed?.claim ?? "" });
  expect(came()).toHaveLength(1);
  expect((await deliveries(webhookId))[0]).toMatchObject({ state: "delivered", tries: 1 });
});

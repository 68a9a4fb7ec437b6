import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startCall } from "../calls";
import { startWorker } from "../jobs/worker";
import { makeContacts, type TestDevice, type TestPerson, testDatabase, testSfu, world } from "../testing";
import { outsideJobs, wire } from "../wiring";
import { pushJobsBy } from "./jobs";
import { pushBrowser, pushService } from "./push-service.fixture";
import { pushSubscriptions } from "./schema";
import { subscribe } from "./subscribe";

await testSfu();
const db = await testDatabase();
wire();
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", pushJobsBy(service.agent), 64);
afterAll(() => worker.stop());
beforeEach(() => void (service.answer = () => ({ status: 201 })));

async function wakeable(device: TestDevice, kind = "well") {
  const path = `/${kind}/${randomUUID()}`;
  await subscribe(db, device.actor, pushBrowser(`https://push.example.com${path}`).subscription);
  return { device, came: () => service.received.filter((one) => one.path === path).length };
}
const isSubscribed = async (device: TestDevice) =>
  (await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.deviceId, device.id))).length === 1;
const call = async (from: TestPerson, to: TestPerson) =>
  await startCall(db, from.actor(), { people: [to.id], media: "audio", idempotencyKey: randomUUID() });
async function pair() {
  const people = await world(db, "Ana", "Bo");
  await makeContacts(db, people.ana, people.bo);
  return people;
}

describe("F8 a push service", () => {
  it("that says the subscription is gone: it is removed", async () => {
    for (const status of [404, 410]) {
      service.answer = () => ({ status });
      const { ana, bo } = await pair();
      const phone = await wakeable(bo.device);
      await call(ana, bo);
      await expect.poll(() => isSubscribed(bo.device)).toBe(false);
      expect(phone.came()).toBe(1);
    }
  });

  it("that is asked too often or fails: it is asked again, after the time it says", async () => {
    for (const answer of [{ status: 429, headers: { "retry-after": "1" } }, { status: 503 }]) {
      let asked = 0;
      service.answer = () => (asked++ === 0 ? answer : { status: 201 });
      const { ana, bo } = await pair();
      const phone = await wakeable(bo.device);
      await call(ana, bo);
      await expect.poll(phone.came, { timeout: 10_000 }).toBe(2);
      expect(await isSubscribed(bo.device)).toBe(true);
    }
  });

  it("that asks for more time than the ring has left: it is left alone", async () => {
    service.answer = () => ({ status: 429, headers: { "retry-after": "60" } });
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    await call(ana, bo);
    await expect.poll(phone.came).toBe(1);
    await expect
      .poll(async () => {
        const [row] = await db.execute<{ jobs: number }>(
          `select count(*)::int as jobs from graphile_worker.jobs where task_identifier like 'push.%'`,
        );
        return row?.jobs;
      })
      .toBe(0);
  });

  it("that takes the push for wrong: it is not asked again, and the subscription stays", async () => {
    service.answer = () => ({ status: 403 });
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    await call(ana, bo);
    await expect.poll(phone.came).toBe(1);
    expect(await isSubscribed(bo.device)).toBe(true);
  });

  it("that hangs: no other ring is late, and it is given up and tried again", async () => {
    const { ana, bo } = await pair();
    const { cy, di } = await world(db, "Cy", "Di");
    await makeContacts(db, cy, di);
    const hanging: Awaited<ReturnType<typeof wakeable>>[] = [];
    for (let at = 0; at < 20; at++) hanging.push(await wakeable(await bo.addDevice(`Device ${at}`), "hang"));
    const well = await wakeable(di.device);
    service.answer = ({ path }) => (path.startsWith("/hang/") ? "hang" : { status: 201 });
    service.givenUp = 0;
    await call(ana, bo);
    await expect.poll(() => hanging.every((one) => one.came() === 1)).toBe(true);
    await call(cy, di);
    await expect.poll(well.came).toBe(1);
    expect(service.givenUp).toBe(0);

    service.answer = () => ({ status: 201 });
    await expect.poll(() => service.givenUp, { timeout: 10_000 }).toBe(20);
    await expect.poll(() => hanging.every((one) => one.came() === 2), { timeout: 10_000 }).toBe(true);
  }, 30_000);
});

describe("F8 work for servers of others", () => {
  it("is done by a worker of its own", () => {
    expect(Object.keys(outsideJobs)).toEqual(expect.arrayContaining(["push.ring", "push.end", "push.test"]));
  });
});

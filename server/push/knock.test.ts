import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { startWorker } from "../jobs/worker";
import { doorOf, TestVisitor } from "../meetings/door.fixture";
import { deviceConnections } from "../presence/schema";
import { type TestDevice, testDatabase, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { pushJobsBy } from "./jobs";
import { pushBrowser, pushService } from "./push-service.fixture";
import { subscribe } from "./subscribe";

await testSfu();
const db = await testDatabase();
wire();
const { meeting } = doorOf(db);
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", pushJobsBy(service.agent), 64);
afterAll(() => worker.stop());

async function wakeable(device: TestDevice) {
  const path = `/${randomUUID()}`;
  const browser = pushBrowser(`https://push.example.com${path}`);
  await subscribe(db, device.actor, browser.subscription);
  const came = () => service.received.filter((one) => one.path === path);
  return { came, shown: () => came().map((one) => browser.read(one.body).notification) };
}

it("T3 a knock is pushed to those devices of the host that are not connected, with the guest's name inert", async () => {
  const { ana, bo } = await world(db, "Ana", "Bo");
  const tablet = await ana.addDevice("Safari on iPad");
  const [away, there, other] = [
    await wakeable(ana.device),
    await wakeable(tablet),
    await wakeable(bo.device),
  ];
  await db.insert(deviceConnections).values({ deviceId: tablet.id, userId: ana.id, processId: randomUUID() });
  const { slug } = await meeting(ana);
  await new TestVisitor().enter(slug, "$& \u202eGil <b>");
  await expect.poll(() => away.came().length, { timeout: 8_000 }).toBe(1);
  expect(away.shown()[0]).toMatchObject({
    title: "Plans for May",
    body: "$& Gil <b> wants to join",
    data: { kind: "knock", slug },
  });
  expect(away.shown()[0]?.navigate).toMatch(new RegExp(`/${slug}$`));
  expect([...there.came(), ...other.came()]).toEqual([]);
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { leaveCall } from "../calls";
import { talkFor } from "../handoff/handoff.fixture";
import { askToMove, declineMove } from "../handoff";
import { startWorker } from "../jobs/worker";
import { deviceConnections } from "../presence/schema";
import { testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { pushJobsBy } from "./jobs";
import { sweepPushedCalls } from "./pushed-calls";
import { pushBrowser, pushService } from "./push-service.fixture";
import { subscribe } from "./subscribe";

await testSfu();
const db = await testDatabase();
wire();
const { talk, takes, isSeen } = talkFor(db);
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", pushJobsBy(service.agent), 64);
afterAll(() => worker.stop());
beforeEach(() => void (service.answer = () => ({ status: 201 })));

/** Pushes that are decided and not sent. */
async function waiting(): Promise<number> {
  const [row] = await db.$client<{ count: number }[]>`
    select count(*)::int from graphile_worker.jobs where task_identifier = 'push.call'`;
  return row?.count ?? 0;
}

async function wakeable(device: TestDevice) {
  const path = `/${randomUUID()}`;
  const browser = pushBrowser(`https://push.example.com${path}`);
  await subscribe(db, device.actor, browser.subscription);
  const came = () => service.received.filter((one) => one.path === path);
  return {
    came,
    /** Sweeps twice, has everything sent that this decided, and looks that so many pushes have come in all. */
    has: async (count: number) => {
      for (let sweeps = 0; sweeps < 2; sweeps++) {
        await sweepPushedCalls(db);
        await expect.poll(waiting, { timeout: 8_000 }).toBe(0);
      }
      expect(came()).toHaveLength(count);
      return came().map((one) => browser.read(one.body).notification);
    },
  };
}
const connect = ({ id, userId }: TestDevice) =>
  db.insert(deviceConnections).values({ deviceId: id, userId, processId: randomUUID() });
const disconnect = ({ id }: TestDevice) => db.$client`delete from device_connections where device_id = ${id}`;

describe("R8 a device that is not connected", () => {
  it("R8 is told quietly where the call runs, once, and by what it is replaced when it moves and ends", async () => {
    const now = await talk();
    const { ana, bo, pixel, tablet, callId } = now;
    const phone = await wakeable(tablet);
    const active = await wakeable(bo.device);
    const [running] = await phone.has(1);
    expect(running).toMatchObject({
      title: "On a call with Ana",
      body: `On ${bo.device.name} · Continue here`,
      navigate: `http://localhost:3000/call/${callId}/move`,
      tag: callId,
      silent: true,
      renotify: false,
      requireInteraction: false,
      actions: [{ action: "continue", title: "Continue here" }],
      data: { kind: "running", callId },
    });
    expect(phone.came()[0]?.headers.urgency).toBe("normal");
    expect(active.came()).toEqual([]);
    await isSeen(now, await takes(now, pixel));
    const [, moved] = await phone.has(2);
    expect(moved).toMatchObject({ body: "On Pixel 9 · Continue here", tag: callId });
    // The device that was left is not connected either.
    expect(await active.has(1)).toMatchObject([{ body: "On Pixel 9 · Continue here" }]);
    await leaveCall(db, ana.actor(), { callId });
    const [, , over] = await phone.has(3);
    expect(over).toMatchObject({
      body: "The call is over",
      tag: callId,
      silent: true,
      data: { kind: "over" },
    });
    await phone.has(3);
  });

  it("R8 is told nothing while it is connected, and again when it no longer is", async () => {
    const { ana, tablet, callId } = await talk();
    await connect(tablet);
    const phone = await wakeable(tablet);
    await phone.has(0);
    await disconnect(tablet);
    await phone.has(1);
    await connect(tablet);
    await phone.has(1);
    await leaveCall(db, ana.actor(), { callId });
    await phone.has(1);
  });

  it("R8 that is asked to take the call is woken, until somebody has answered", async () => {
    const { bo, tablet, callId } = await talk();
    const phone = await wakeable(tablet);
    await phone.has(1);
    await askToMove(db, bo.actor(), { callId, deviceId: tablet.id });
    const [, asked] = await phone.has(2);
    expect(asked).toMatchObject({
      title: "Move your call here?",
      body: `On a call with Ana · on ${bo.device.name}`,
      navigate: `http://localhost:3000/call/${callId}/move`,
      tag: callId,
      renotify: true,
      silent: false,
      data: { kind: "asked", callId },
    });
    const { headers } = phone.came()[1] ?? {};
    expect(headers?.urgency).toBe("high");
    expect(Number(headers?.ttl)).toBeLessThanOrEqual(30);
    await declineMove(db, bo.actor(tablet), { callId });
    const [, , running] = await phone.has(3);
    expect(running).toMatchObject({ data: { kind: "running" } });
  });
});

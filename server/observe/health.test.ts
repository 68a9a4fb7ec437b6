import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../db";
import { calls } from "../calls/schema";
import { startWorker } from "../jobs/worker";
import { testDatabase, testSfu, world } from "../testing";
import { observing } from ".";

const TOKEN = "a-secret-of-the-monitor";
process.env.PEAL_METRICS_TOKEN = TOKEN;
// A relay that says yes to every STUN request.
const relay = createSocket("udp4");
await new Promise<void>((resume) => relay.bind(0, "127.0.0.1", resume));
relay.on("message", (asked, from) => {
  const answer = Buffer.from(asked);
  answer.writeUInt16BE(0x0101, 0);
  relay.send(answer, from.port, from.address);
});
process.env.PEAL_TURN_URLS = `stun:127.0.0.1:${relay.address().port}`;
const sfu = await testSfu();
const db = await testDatabase();

async function serve(database = db): Promise<string> {
  const observed = observing(database, () => 7);
  const server = createServer((request, response) => {
    if (!observed(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function ask(url: string, path: string, token?: string) {
  const response = await fetch(url + path, {
    ...(token && { headers: { authorization: `Bearer ${token}` } }),
  });
  return { status: response.status, body: await response.json() };
}

let stopWorker = async () => {};
beforeAll(async () => {
  const runner = await startWorker(process.env.DATABASE_URL ?? "", {});
  stopWorker = async () => await runner.stop();
});
afterAll(() => relay.close());

test("A4 a monitor hears how everything is, and a stranger the status alone", async () => {
  const { ana } = await world(db, "Ana");
  const row = { startedBy: ana.id, media: "audio" as const };
  await db.insert(calls).values([
    { ...row, state: "active", idempotencyKey: randomUUID() },
    { ...row, state: "ended", idempotencyKey: randomUUID() },
  ]);
  const url = await serve();
  expect(await ask(url, "/api/health", TOKEN)).toEqual({
    status: 200,
    body: {
      status: "ok",
      uptime: expect.any(Number),
      services: { database: "up", livekit: "up", relay: "up", worker: "up" },
      activeConnections: 7,
      activeCalls: 1,
    },
  });
  for (const token of [undefined, "another-secret-altogether", `${TOKEN}x`])
    expect(await ask(url, "/api/health", token)).toEqual({ status: 200, body: { status: "ok" } });
  expect((await fetch(`${url}/api/health`, { method: "POST" })).status).toBe(404);
});

test("A4 without a database it lives, is not ready and is degraded, and says so in time", async () => {
  const nowhere = openDatabase("postgres://peal:peal@127.0.0.1:9/none");
  afterAll(() => nowhere.$client.end({ timeout: 0 }));
  const url = await serve(nowhere);
  expect(await ask(url, "/api/health/live")).toEqual({ status: 200, body: { status: "ok" } });
  expect(await ask(url, "/api/health/ready")).toEqual({ status: 503, body: { status: "degraded" } });
  expect(await ask(url, "/api/health")).toEqual({ status: 503, body: { status: "degraded" } });
  const { body } = await ask(url, "/api/health", TOKEN);
  expect(body).toMatchObject({ services: { database: "down", worker: "down" }, activeCalls: null });
});

test("A4 a lost SFU, relay or worker is named; the process stays ready", async () => {
  await stopWorker();
  await sfu.kill();
  relay.removeAllListeners("message");
  const url = await serve();
  // The database notices a moment later that the worker's connections are closed.
  await expect
    .poll(async () => await ask(url, "/api/health", TOKEN), { timeout: 10_000 })
    .toMatchObject({
      status: 503,
      body: { services: { database: "up", livekit: "down", relay: "down", worker: "down" } },
    });
  expect(await ask(url, "/api/health/ready")).toEqual({ status: 200, body: { status: "ok" } });
});

import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it, vi } from "vitest";
import { connectedDevices, sweepConnections } from "../presence";
import { databaseAhead, sessionCookie, testDatabase, type TestDevice, world } from "../testing";
import { type LiveServer, startLiveServer } from "./index";

const db = await testDatabase();
const WAIT = { timeout: 5000, interval: 20 };
const url = process.env.DATABASE_URL ?? "";
const quick = { pingMs: 150, flushMs: 50 };

async function serve() {
  const live: LiveServer = await startLiveServer(db, url, quick);
  const server = createServer((request, response) => {
    void (request.method === "POST" ? live.hear(request, response) : live.handle(request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  afterAll(async () => {
    await live.close();
    server.close();
  });
  return { live, port, origin: `http://127.0.0.1:${port}` };
}
const [one, other] = await Promise.all([serve(), serve()]);

/** A device's connection over a socket of its own, and the pings that come. Nothing is sent back by itself. */
async function open(device: TestDevice, query = "?beats") {
  const socket: Socket = connect(one.port, "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.write(
    `GET /api/live${query} HTTP/1.1\r\nHost: peal\r\nCookie: ${await sessionCookie(device)}\r\n\r\n`,
  );
  const beats = () => [...text.matchAll(/event: ping\ndata: (.+)\n/g)].map(([, beat]) => beat ?? "");
  await vi.waitFor(async () => expect(await isConnected(device)).toBe(true), WAIT);
  return { socket, beats, text: () => text };
}
const isConnected = async ({ id, userId }: TestDevice, at = db) =>
  (await connectedDevices(at, [userId])).has(id);
const hear = async (beat: string, at = one) =>
  await fetch(`${at.origin}/api/live/beat`, { method: "POST", headers: { "x-peal-beat": beat } });
/** As if the device had been silent for so long. */
const age = async ({ id }: TestDevice, seconds: number) =>
  await db.execute(sql`update device_connections set seen_at = seen_at - ${seconds} * interval '1 second'
    where device_id = ${id}`);
const agoMs = async ({ id }: TestDevice) => {
  const [row] = await db.execute<{ ms: number }>(sql`
    select (extract(epoch from peal_now() - seen_at) * 1000)::float8 as ms from device_connections where device_id = ${id}`);
  return row?.ms ?? Number.NaN;
};

describe("R10 a network that is lost without a word", () => {
  it("is noticed by the silence, though the connection stands: the device is gone within 60 s", async () => {
    const { ana } = await world(db, "Ana");
    const { socket, beats } = await open(ana.device);
    await vi.waitFor(() => expect(beats().length).toBeGreaterThan(1), WAIT);
    // Pings went out and flushes came by, and nothing that the server sent was taken for a sign of life.
    const before = await agoMs(ana.device);
    await vi.waitFor(async () => expect(await agoMs(ana.device)).toBeGreaterThan(before + 300), WAIT);
    const later = databaseAhead("58 seconds");
    expect(await isConnected(ana.device, later)).toBe(false);
    await sweepConnections(later);
    expect(await isConnected(ana.device)).toBe(false);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it("a device that sends back what came with a ping stays, whichever process hears it", async () => {
    const { ana } = await world(db, "Ana");
    const { socket, beats } = await open(ana.device);
    await vi.waitFor(() => expect(beats().length).toBeGreaterThan(0), WAIT);
    for (const at of [one, other]) {
      await age(ana.device, 40);
      expect((await hear(beats()[0] ?? "", at)).status).toBe(204);
      await vi.waitFor(async () => expect(await agoMs(ana.device)).toBeLessThan(20_000), WAIT);
    }
    socket.destroy();
  });

  it("what was swept away or closed is not brought back by a process that does not hold it", async () => {
    const { ana } = await world(db, "Ana");
    const { socket, beats } = await open(ana.device);
    await vi.waitFor(() => expect(beats().length).toBeGreaterThan(0), WAIT);
    socket.destroy();
    await vi.waitFor(async () => expect(await isConnected(ana.device)).toBe(false), WAIT);
    const { ana: bea } = await world(db, "Ana");
    const second = await open(bea.device);
    await vi.waitFor(() => expect(second.beats().length).toBeGreaterThan(0), WAIT);
    await hear(beats()[0] ?? "", other);
    await age(bea.device, 40);
    await hear(second.beats()[0] ?? "", other);
    await vi.waitFor(async () => expect(await agoMs(bea.device)).toBeLessThan(20_000), WAIT);
    expect(await isConnected(ana.device)).toBe(false);
    second.socket.destroy();
  });

  it("a beat that no ping carried is refused", async () => {
    const { ana } = await world(db, "Ana");
    const { socket, beats } = await open(ana.device);
    await vi.waitFor(() => expect(beats().length).toBeGreaterThan(0), WAIT);
    const [beat = ""] = beats();
    const forged = `${crypto.randomUUID()}.${beat.split(".")[1]}`;
    for (const bad of ["", ana.device.id, `${ana.device.id}.`, `${beat}x`, forged, "x".repeat(5_000)])
      expect((await hear(bad)).status, bad.slice(0, 60)).toBe(403);
    expect((await fetch(`${one.origin}/api/live/beat`, { method: "POST" })).status).toBe(403);
    socket.destroy();
  });

  it("a page of an older build, which sends nothing back, is there while its connection is", async () => {
    const { ana } = await world(db, "Ana");
    const { socket, beats, text } = await open(ana.device, "");
    await vi.waitFor(() => expect(text()).toContain(": ping"), WAIT);
    expect(beats()).toEqual([]);
    await age(ana.device, 40);
    await vi.waitFor(async () => expect(await agoMs(ana.device)).toBeLessThan(20_000), WAIT);
    socket.destroy();
  });
});

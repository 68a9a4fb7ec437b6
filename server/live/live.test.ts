import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { userDevices } from "../auth/schema";
import { answerCall, startCall } from "../calls";
import { makeContacts, sessionCookie, testDatabase, type TestDevice, testSfu, world } from "../testing";
import { notify } from "../bus";
import { liveState, type LiveState, type Presence, presence } from "./contract";
import { type LiveServer, startLiveServer } from "./index";
import type { Stream } from "./registry";
import { SLOW_BYTES, sendEvent } from "./send";

process.env.PEAL_LIVE_PER_USER = "3";
await testSfu();
const db = await testDatabase();
const WAIT = { timeout: 5000, interval: 10 };
let live: LiveServer;
let origin: string;
const server = createServer((request, response) => void live.handle(request, response));

beforeAll(async () => {
  live = await startLiveServer(db, process.env.DATABASE_URL ?? "");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await live.close();
  server.close();
});

/** A device's stream: the states and other events that arrived, parsed as the browser does. */
async function open(device: TestDevice, lastEventId?: string) {
  const aborter = new AbortController();
  const response = await fetch(`${origin}/api/live`, {
    headers: { cookie: await sessionCookie(device), ...(lastEventId && { "last-event-id": lastEventId }) },
    signal: aborter.signal,
  });
  const states: LiveState[] = [];
  const presences: Presence[] = [];
  const events: string[] = [];
  const reading = (async () => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block)?.[1];
        if (name) events.push(name);
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (name === "state" && data) states.push(liveState.parse(JSON.parse(data)));
        if (name === "presence" && data) presences.push(presence.parse(JSON.parse(data)));
      }
    }
  })().catch(() => {});
  return { status: response.status, states, presences, events, done: reading, close: () => aborter.abort() };
}

describe("law 1: a device's stream", () => {
  it("sends the whole state on connect, and again when a notice finds another", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await makeContacts(db, ana, bo);
    const stream = await open(bo.device);
    await vi.waitFor(() => expect(stream.states).toHaveLength(1), WAIT);
    expect(stream.states[0]).toMatchObject({ incoming: [], call: null, deviceId: bo.device.id });
    const { callId } = await startCall(db, ana.actor(), {
      people: [bo.id],
      media: "audio",
      idempotencyKey: randomUUID(),
    });
    await vi.waitFor(() => expect(stream.states.at(-1)?.incoming).toMatchObject([{ callId }]), WAIT);
    const before = stream.states.length;
    for (let repeat = 0; repeat < 5; repeat++) await notify(db, [bo.id]);
    const later = await open(bo.device);
    await vi.waitFor(() => expect(later.states).toHaveLength(1), WAIT);
    expect(stream.states, "notices that changed nothing send nothing").toHaveLength(before);
    await answerCall(db, bo.actor(), { callId });
    await vi.waitFor(() => expect(stream.states.at(-1)?.call).toMatchObject({ state: "active" }), WAIT);
    const versions = stream.states.map(({ version }) => version);
    expect(versions.slice(1).every((version, at) => version !== versions[at])).toBe(true);
    later.close();
    stream.close();
  });

  it("sends nothing to a device that comes back and has seen this state", async () => {
    const { ana } = await world(db, "Ana");
    const first = await open(ana.device);
    await vi.waitFor(() => expect(first.states).toHaveLength(1), WAIT);
    first.close();
    const again = await open(ana.device, first.states[0]?.version);
    await notify(db, [ana.id]);
    await notify(db, [ana.id]);
    const fresh = await open(ana.device);
    await vi.waitFor(() => expect(fresh.states).toHaveLength(1), WAIT);
    expect(again.states).toEqual([]);
    again.close();
    fresh.close();
  });

  it("F6: a device that was away during the answer stops from state, not from an event", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await makeContacts(db, ana, bo);
    const phone = await bo.addDevice("Pixel 9");
    const { callId } = await startCall(db, ana.actor(), {
      people: [bo.id],
      media: "audio",
      idempotencyKey: randomUUID(),
    });
    const away = await open(bo.device);
    await vi.waitFor(() => expect(away.states.at(-1)?.incoming).toHaveLength(1), WAIT);
    away.close();
    await answerCall(db, phone.actor, { callId });
    const back = await open(bo.device, away.states.at(-1)?.version);
    await vi.waitFor(() => expect(back.states).toHaveLength(1), WAIT);
    expect(back.states[0]).toMatchObject({ incoming: [], stopped: [{ callId, deviceName: "Pixel 9" }] });
    back.close();
  });

  it("is for signed-in devices only, and ends when the device is signed out", async () => {
    const { ana } = await world(db, "Ana");
    expect((await fetch(`${origin}/api/live`)).status).toBe(401);
    const stream = await open(ana.device);
    await vi.waitFor(() => expect(stream.states).toHaveLength(1), WAIT);
    await db.update(userDevices).set({ sessionId: null }).where(eq(userDevices.id, ana.device.id));
    await notify(db, [ana.id]);
    await stream.done;
    expect(stream.events.at(-1)).toBe("signed-out");
  });

  it("is capped for each user", async () => {
    const { ana } = await world(db, "Ana");
    const open3 = await Promise.all([1, 2, 3].map(() => open(ana.device)));
    expect((await open(ana.device)).status).toBe(429);
    for (const stream of open3) stream.close();
    await vi.waitFor(async () => {
      const again = await open(ana.device);
      again.close();
      expect(again.status).toBe(200);
    }, WAIT);
  });
});

describe("F30 one user with 500 connections, and readers that do not read", () => {
  it("is capped at as many as allowed, and others are rung meanwhile", async () => {
    const { ana, bo, eve } = await world(db, "Ana", "Bo", "Eve");
    await makeContacts(db, ana, bo);
    const bos = await open(bo.device);
    await vi.waitFor(() => expect(bos.states).toHaveLength(1), WAIT);
    const flood = Promise.all(Array.from({ length: 500 }, () => open(eve.device)));
    const { callId } = await startCall(db, ana.actor(), {
      people: [bo.id],
      media: "audio",
      idempotencyKey: randomUUID(),
    });
    await vi.waitFor(() => expect(bos.states.at(-1)?.incoming).toMatchObject([{ callId }]), WAIT);
    const opened = await flood;
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(opened.filter(({ status }) => status === 429)).toHaveLength(497);
    for (const stream of [bos, ...opened]) stream.close();
  });

  it("a socket that reads nothing is dropped once 256 KB wait for it, and holds no more than that", async () => {
    const streams: Stream[] = [];
    const slow = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const device = { userId: "u", deviceId: "d", sessionId: "s" };
      streams.push({
        device,
        address: "",
        response,
        version: null,
        hasPresence: false,
        keys: null,
        isBehind: false,
        turn: 0,
        beat: null,
        heardAt: 0,
      });
      response.flushHeaders();
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const connections = await Promise.all(
      ["slow", "quick"].map(async (name) => {
        const socket = connect((slow.address() as AddressInfo).port, "127.0.0.1");
        socket.write(`GET /${name} HTTP/1.1\r\nHost: peal\r\n\r\n`);
        await once(socket, "readable");
        return socket;
      }),
    );
    const [reads, readsNot] = connections as [Socket, Socket];
    reads.resume();
    const event = "x".repeat(64 * 1024);
    const [stream, other] = streams as [Stream, Stream];
    let most = 0;
    for (let sent = 0; sent < 2_000 && !(stream.response.destroyed || other.response.destroyed); sent += 1) {
      for (const one of [stream, other]) {
        sendEvent(one, "state", event);
        most = Math.max(most, one.response.writableLength);
      }
      await new Promise((resume) => setImmediate(resume));
    }
    expect(stream.response.destroyed).not.toBe(other.response.destroyed);
    expect(most).toBeLessThan(SLOW_BYTES + 2 * event.length);
    for (const socket of [reads, readsNot]) socket.destroy();
    slow.close();
  });
});

import { randomUUID } from "node:crypto";
import { Agent, request } from "node:https";
import type { LookupFunction } from "node:net";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { problemOf } from "../errors";
import { testDatabase, world } from "../testing";

import { isPublicAddress, isPublicEndpoint, publicAgent } from "../outside";
import { pushJobs, pushJobsBy } from "./jobs";
import { testMessage } from "./message";
import { post } from "./post";
import { listener, pushBrowser, pushService } from "./push-service.fixture";
import { pushSubscriptions } from "./schema";
import { subscribe } from "./subscribe";

const db = await testDatabase();
const service = await pushService();
const tcp = await listener();
const push = { message: testMessage(0), ttlS: 60, topic: "test" };

const INSIDE = [
  "http://push.example.com/a",
  "https://push.example.com:8443/a",
  "https://ana:secret@push.example.com/a",
  "https://localhost/a",
  "https://localhost./a",
  "https://a.localhost/a",
  "https://postgres/a",
  "https://db.internal/a",
  "https://printer.local/a",
  "https://127.0.0.1/a",
  "https://127.1/a",
  "https://2130706433/a",
  "https://0x7f.0.0.1/a",
  "https://0/a",
  "https://[::1]/a",
  "https://[::ffff:127.0.0.1]/a",
  "https://169.254.169.254/latest/meta-data",
  "https://10.0.0.1/a",
  "https://192.168.1.1/a",
  "https://172.16.0.1/a",
  "https://8.8.8.8/a",
  "https://１２７.0.0.1/a",
  "ftp://push.example.com/a",
  "not an address",
];
const PUBLIC = [
  "https://fcm.googleapis.com/fcm/send/abc",
  "https://updates.push.services.mozilla.com/wpush/v2/abc",
  "https://web.push.apple.com/abc",
  "https://wns2-par02p.notify.windows.com/w/?token=abc",
];

const refusal = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  return problemOf(error);
};

describe("F33 a push endpoint that is not a push service on the internet", () => {
  it("is told by its address", () => {
    expect(INSIDE.filter(isPublicEndpoint)).toEqual([]);
    expect(PUBLIC.filter(isPublicEndpoint)).toEqual(PUBLIC);
  });

  it("is refused when a device subscribes, and nothing is written", async () => {
    const { ana } = await world(db, "Ana");
    for (const endpoint of INSIDE) {
      const { subscription } = pushBrowser(endpoint);
      expect(await refusal(subscribe(db, ana.actor(), subscription)), endpoint).toMatchObject({
        code: "bad_input",
        field: "endpoint",
      });
    }
    expect(await db.select().from(pushSubscriptions)).toEqual([]);
  });

  it("is refused with a key that is no point of the curve", async () => {
    const { ana } = await world(db, "Ana");
    const { subscription } = pushBrowser("https://push.example.com/a");
    const keys = { ...subscription.keys, p256dh: Buffer.alloc(65, 4).toString("base64url") };
    expect(await refusal(subscribe(db, ana.actor(), { ...subscription, keys }))).toMatchObject({
      field: "keys.p256dh",
    });
  });

  it("gets no request even if it is in the database, and goes from there", async () => {
    const { ana } = await world(db, "Ana");
    for (const endpoint of [`https://localhost:${tcp.port}/a`, `https://[::1]:${tcp.port}/${randomUUID()}`]) {
      const { keys } = pushBrowser(endpoint).subscription;
      const { deviceId, userId } = ana.actor();
      await db
        .insert(pushSubscriptions)
        .values({ deviceId, userId, endpoint, ...keys, createdAt: new Date() });
      await pushJobs["push.test"]({ deviceId });
      expect(
        await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.deviceId, deviceId)),
      ).toEqual([]);
    }
    expect(tcp.count()).toBe(0);
  });

  it("gets no request on another port or without TLS, where the service would answer", async () => {
    for (const endpoint of ["https://push.example.com:8443/port", "http://push.example.com/plain"]) {
      const { subscription } = pushBrowser(endpoint);
      expect(await post(subscription, push, service.agent)).toEqual({ kind: "gone" });
    }
    expect(service.received).toEqual([]);
  });

  it("gets no request when its public name stands for an address inside", async () => {
    const { subscription } = pushBrowser("https://push.example.com/a");
    for (const inside of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1"]) {
      const family = inside.includes(":") ? 6 : 4;
      // One address of several is enough to be refused: which one is connected to is not ours to say.
      const lookup: LookupFunction = (_name, _options, done) =>
        done(null, [
          { address: "93.184.215.14", family: 4 },
          { address: inside, family },
        ]);
      expect(await post(subscription, push, publicAgent(lookup)), inside).toEqual({ kind: "gone" });
    }
  });

  it("is not connected to by its name or its address", async () => {
    const lookup: LookupFunction = (_name, _options, done) =>
      done(null, [{ address: "127.0.0.1", family: 4 }]);
    const reach = (host: string, agent: Agent) =>
      new Promise<string>((resolve) => {
        const asked = request({ host, port: tcp.port, agent }, () => resolve("answered"));
        asked.on("error", (error) => resolve(error.name));
        asked.end();
      });
    const before = tcp.count();
    expect(await reach("rebind.example.com", publicAgent(lookup))).toBe("NotPublicError");
    const byAddress = async () => await reach("127.0.0.1", publicAgent());
    await expect(byAddress()).rejects.toThrow("is an address");
    expect(tcp.count()).toBe(before);
    // The trap does catch what an ordinary agent sends.
    await reach("127.0.0.1", new Agent());
    expect(tcp.count()).toBe(before + 1);
  });

  it("is not followed to where it redirects", async () => {
    const { ana } = await world(db, "Ana");
    const { subscription } = pushBrowser("https://push.example.com/redirect");
    await subscribe(db, ana.actor(), subscription);
    const before = tcp.count();
    for (const status of [301, 302, 307, 308]) {
      service.answer = () => ({ status, headers: { location: `https://127.0.0.1:${tcp.port}/` } });
      expect(await post(subscription, push, service.agent)).toEqual({ kind: "refused", status });
    }
    await pushJobsBy(service.agent)["push.test"]({ deviceId: ana.device.id });
    expect(service.received.map((one) => one.path)).toEqual(Array(5).fill("/redirect"));
    expect(tcp.count()).toBe(before);
  });
});

describe("F33 which addresses are public", () => {
  it("knows the special ones", () => {
    const inside = [
      "0.0.0.0",
      "100.64.0.1",
      "127.0.0.1",
      "172.31.0.1",
      "192.168.0.1",
      "198.18.0.1",
      "224.0.0.1",
    ];
    const six = [
      "::",
      "::1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
      "fc00::1",
      "fe80::1",
      "ff02::1",
    ];
    expect([...inside, ...six, "255.255.255.255", "2001:db8::1", "name"].filter(isPublicAddress)).toEqual([]);
    const outside = [
      "8.8.8.8",
      "172.32.0.1",
      "142.250.185.74",
      "2a00:1450:4001:80b::200a",
      "2620:149:af0::10",
    ];
    expect(outside.filter(isPublicAddress)).toEqual(outside);
  });
});

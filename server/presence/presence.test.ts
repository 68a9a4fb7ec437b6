import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { userDevices } from "../auth/schema";
import { databaseAhead, testDatabase, world } from "../testing";
import {
  connectedDevices,
  dropConnections,
  dropProcess,
  forgetConnection,
  holdConnections,
  reachOf,
  sweepConnections,
} from ".";

const db = await testDatabase();
const [one, other] = [randomUUID(), randomUUID()];
const connected = async (userId: string, at = db) => [...(await connectedDevices(at, [userId]))];
const isOnline = async (userId: string, at = db) => (await reachOf(at, [userId])).get(userId)?.isOnline;

describe("R10 connections of devices", () => {
  it("a device is connected from when its stream opens until it closes, its person online 5 s longer", async () => {
    const { ana } = await world(db, "Ana");
    const phone = await ana.addDevice("Pixel 9");
    expect(await isOnline(ana.id)).toBe(false);
    await holdConnections(db, one, [ana.device.id, phone.id, phone.id]);
    expect((await connected(ana.id)).toSorted()).toEqual([ana.device.id, phone.id].toSorted());
    await dropConnections(db, one, [phone.id]);
    expect(await connected(ana.id)).toEqual([ana.device.id]);
    await dropConnections(db, one, [ana.device.id]);
    expect(await connected(ana.id)).toEqual([]);
    expect(await isOnline(ana.id)).toBe(true);
    expect(await isOnline(ana.id, databaseAhead("6 seconds"))).toBe(false);
  });

  it("what nobody refreshes is gone 60 s after it dropped, and was last seen then", async () => {
    const { ana } = await world(db, "Ana");
    await holdConnections(db, one, [ana.device.id]);
    const later = databaseAhead("59 seconds");
    expect(await connected(ana.id, databaseAhead("45 seconds"))).toEqual([ana.device.id]);
    expect(await connected(ana.id, later)).toEqual([]);
    expect(await isOnline(ana.id, later)).toBe(false);
    const before = (await reachOf(db, [ana.id])).get(ana.id)?.lastSeenAt ?? 0;
    await sweepConnections(later);
    const after = (await reachOf(db, [ana.id])).get(ana.id)?.lastSeenAt ?? 0;
    expect(after - before).toBeGreaterThan(0);
    expect(after - before).toBeLessThan(20_000);
  });

  it("a refresh keeps it, and brings back what was swept away meanwhile", async () => {
    const { ana } = await world(db, "Ana");
    const later = databaseAhead("2 minutes");
    await holdConnections(db, one, [ana.device.id]);
    await sweepConnections(later);
    await holdConnections(later, one, [ana.device.id]);
    expect(await connected(ana.id, later)).toEqual([ana.device.id]);
  });

  it("a process that stops drops its own, not what another process holds by now", async () => {
    const { ana } = await world(db, "Ana");
    const phone = await ana.addDevice("Pixel 9");
    await holdConnections(db, one, [ana.device.id, phone.id]);
    await holdConnections(db, other, [phone.id]);
    await dropConnections(db, one, [phone.id]);
    await dropProcess(db, one);
    expect(await connected(ana.id)).toEqual([phone.id]);
  });

  it("a signed-out device is not connected, whatever its stream does", async () => {
    const { ana } = await world(db, "Ana");
    await holdConnections(db, one, [ana.device.id]);
    await db.update(userDevices).set({ sessionId: null }).where(eq(userDevices.id, ana.device.id));
    await db.transaction((tx) => forgetConnection(tx, { userId: ana.id, deviceId: ana.device.id }));
    await holdConnections(db, one, [ana.device.id, randomUUID()]);
    expect(await connected(ana.id)).toEqual([]);
  });

  it("500 devices are one statement, and two processes that hold the same ones do not block each other", async () => {
    const { ana } = await world(db, "Ana");
    const rows = Array.from({ length: 500 }, () => ({
      userId: ana.id,
      name: "Device",
      kind: "desktop" as const,
      sessionId: randomUUID(),
      profileHash: randomUUID(),
    }));
    const devices = await db.insert(userDevices).values(rows).returning({ id: userDevices.id });
    const ids = devices.map(({ id }) => id);
    const rounds = Array.from({ length: 8 }, (_, at) =>
      holdConnections(db, at % 2 ? one : other, at % 2 ? ids : ids.toReversed()),
    );
    await Promise.all(rounds);
    expect(await connected(ana.id)).toHaveLength(500);
  });
});

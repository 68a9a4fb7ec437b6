import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { userDevices } from "../auth/schema";
import { leaveCall, startCall } from "../calls";
import { contactsRouter } from "../contacts";
import { sweepConnections } from "../presence";
import { presenceRouter } from "../presence";
import { createCallerFactory, createContext } from "../rpc";
import {
  databaseAhead,
  makeContacts,
  sessionCookie,
  testDatabase,
  type TestDevice,
  type TestPerson,
  testSfu,
  world,
} from "../testing";
import { wire } from "../wiring";
import { type Presence, presence } from "./contract";
import { devicesRouter, type LiveServer, liveRouter, startLiveServer } from "./index";

process.env.PEAL_LIMIT_RING_PERSON = "100/60";
await testSfu();
const db = await testDatabase();
wire();
const WAIT = { timeout: 5_000, interval: 10 };
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

/** A device's stream and what it shows of others: the whole part, and the changes after it. */
async function open(device: TestDevice) {
  const aborter = new AbortController();
  const headers = { cookie: await sessionCookie(device) };
  const response = await fetch(`${origin}/api/live`, { headers, signal: aborter.signal });
  const parts: Presence[] = [];
  const shown = new Map<string, Presence["people"][number]>();
  const events: string[] = [];
  const take = (part: Presence) => {
    parts.push(part);
    if (part.isWhole) shown.clear();
    for (const person of part.people) shown.set(person.id, person);
  };
  void (async () => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, name, data] = /^event: (.*)\n(?:id: .*\n)?data: (.*)$/m.exec(block) ?? [];
        if (name) events.push(name);
        if (name === "presence") take(presence.parse(JSON.parse(data ?? "")));
      }
    }
  })().catch(() => {});
  return {
    parts,
    events,
    shows: (person: TestPerson) => shown.get(person.id)?.state,
    lastSeen: (person: TestPerson) => shown.get(person.id)?.lastSeenAt,
    close: () => aborter.abort(),
  };
}

async function as(person: TestPerson, device = person.device) {
  const context = createContext(new Headers({ cookie: await sessionCookie(device) }));
  return {
    contacts: createCallerFactory(contactsRouter)(context),
    presence: createCallerFactory(presenceRouter)(context),
    devices: createCallerFactory(devicesRouter)(context),
    live: createCallerFactory(liveRouter)(context),
  };
}

async function friends() {
  const all = await world(db, "Ana", "Bo");
  await makeContacts(db, all.ana, all.bo);
  return all;
}
const goneFrom = async (person: TestPerson) => {
  await vi.waitFor(async () => {
    const at =
      await db.$client`select 1 from device_connections where user_id = ${person.id} and closed_at is null`;
    expect(at).toHaveLength(0);
  }, WAIT);
  await sweepConnections(databaseAhead("6 seconds"));
};

describe("R10 presence on a stream", () => {
  it("shows a contact who comes and goes, with when they were last seen", async () => {
    const { ana, bo } = await friends();
    const anas = await open(ana.device);
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("offline"), WAIT);
    const bos = await open(bo.device);
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    expect(anas.lastSeen(bo)).toBeNull();
    await vi.waitFor(() => expect(bos.shows(ana)).toBe("online"), WAIT);
    bos.close();
    await goneFrom(bo);
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("offline"), WAIT);
    expect(anas.lastSeen(bo)).toBeGreaterThan(0);
    anas.close();
  });

  it("a person who reloads, or opens a second device, is no news to their contacts", async () => {
    const { ana, bo } = await friends();
    const phone = await bo.addDevice("Pixel 9");
    const [anas, bos] = [await open(ana.device), await open(bo.device)];
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    const before = anas.parts.length;
    const second = await open(phone);
    bos.close();
    const again = await open(bo.device);
    const mark = bos.parts.at(-1)?.devices;
    await vi.waitFor(() => expect(again.parts.at(-1)?.devices).not.toBe(mark), WAIT);
    second.close();
    await (await as(ana)).presence.setQuiet({ kind: "hour" });
    // What came next was one's own; nothing of Bo in between.
    await vi.waitFor(() => expect(anas.parts.length).toBeGreaterThan(before), WAIT);
    expect(anas.parts.slice(before).flatMap((part) => part.people)).toEqual([]);
    for (const stream of [anas, again]) stream.close();
  });

  it("a person on a call is shown so, and online again after it", async () => {
    const { ana, bo } = await friends();
    const { cy } = await world(db, "Cy");
    await makeContacts(db, bo, cy);
    const [anas, bos] = [await open(ana.device), await open(bo.device)];
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    const { callId } = await startCall(db, bo.actor(), {
      people: [cy.id],
      media: "audio",
      idempotencyKey: randomUUID(),
    });
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("on_a_call"), WAIT);
    await leaveCall(db, bo.actor(), { callId });
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    for (const stream of [anas, bos]) stream.close();
  });

  it("do not disturb is shown to contacts, its end to oneself alone and on every device", async () => {
    const { ana, bo } = await friends();
    const phone = await bo.addDevice("Pixel 9");
    const [anas, bos, phones] = [await open(ana.device), await open(bo.device), await open(phone)];
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    const set = await (await as(bo)).presence.setQuiet({ kind: "hour" });
    expect(set.quiet?.until).toBeGreaterThan(0);
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("do_not_disturb"), WAIT);
    for (const own of [bos, phones])
      await vi.waitFor(() => expect(own.parts.at(-1)?.quiet).toEqual(set.quiet), WAIT);
    expect(JSON.stringify(anas.parts)).not.toContain(String(set.quiet?.until));
    await (await as(bo)).presence.setQuiet({ kind: "off" });
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("online"), WAIT);
    for (const stream of [anas, bos, phones]) stream.close();
  });

  it("whoever hides it, or has blocked me, is offline and was never seen; both look alike", async () => {
    const { ana, bo } = await friends();
    const { cy } = await world(db, "Cy");
    await makeContacts(db, ana, cy);
    const streams = await Promise.all([open(ana.device), open(bo.device), open(cy.device)]);
    const [anas] = streams;
    for (const other of [bo, cy]) await vi.waitFor(() => expect(anas.shows(other)).toBe("online"), WAIT);
    await (await as(bo)).presence.changeSettings({ isPresenceHidden: true });
    await (await as(cy)).contacts.block({ personId: ana.id });
    await vi.waitFor(() => expect(anas.shows(bo)).toBe("offline"), WAIT);
    await vi.waitFor(() => expect(anas.shows(cy)).not.toBe("online"), WAIT);
    const now = await (await as(ana)).live.presence();
    const seen = (person: TestPerson) => {
      const { state, lastSeenAt } = now.people.find(({ id }) => id === person.id) ?? {};
      return { state, lastSeenAt };
    };
    expect(seen(bo)).toEqual({ state: "offline", lastSeenAt: null });
    expect(seen(cy)).toEqual(seen(bo));
    const further = await open(await ana.addDevice("Pixel 9"));
    for (const other of [bo, cy]) {
      await vi.waitFor(() => expect(further.shows(other)).toBe("offline"), WAIT);
      expect(further.lastSeen(other)).toBeNull();
    }
    further.close();
    // Hiding one's own does not hide the others'.
    expect((await (await as(bo)).live.presence()).people).toMatchObject([{ id: ana.id, state: "online" }]);
    for (const stream of streams) stream.close();
  });

  it("strangers and people who only asked see nothing", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    const bos = await open(bo.device);
    await (await as(ana)).contacts.request({ personId: bo.id });
    for (const one of [ana, cy]) expect((await (await as(one)).live.presence()).people).toEqual([]);
    await (await as(bo)).contacts.accept({ personId: ana.id });
    expect((await (await as(ana)).live.presence()).people).toMatchObject([{ id: bo.id }]);
    await vi.waitFor(() => expect(bos.shows(ana)).toBe("offline"), WAIT);
    bos.close();
  });
});

describe("R11 one's own devices", () => {
  it("are listed with connection, ring switch and push, and each change is news to the others", async () => {
    const { ana } = await world(db, "Ana");
    const phone = await ana.addDevice("Pixel 9");
    const anas = await open(ana.device);
    const me = await as(ana);
    await vi.waitFor(async () => {
      expect(await me.devices.list()).toMatchObject([
        { id: ana.device.id, isThisDevice: true, isOnline: true, ringEnabled: true, hasPush: false },
        { id: phone.id, isThisDevice: false, isOnline: false },
      ]);
    }, WAIT);
    const changes = [
      () => me.devices.rename({ deviceId: phone.id, name: "  Ka\u0301roly’s\u202e phone " }),
      () => me.devices.setRinging({ deviceId: phone.id, ringEnabled: false }),
      () => me.devices.signOut({ deviceId: phone.id }),
    ];
    await vi.waitFor(() => expect(anas.parts.length).toBeGreaterThan(0), WAIT);
    for (const [at, change] of changes.entries()) {
      const before = anas.parts.at(-1)?.devices;
      await change();
      await vi.waitFor(() => expect(anas.parts.at(-1)?.devices).not.toBe(before), WAIT);
      const listed = await me.devices.list();
      if (at === 0) expect(listed[1]?.name).toBe("Károly’s phone");
      if (at === 1) expect(listed[1]?.ringEnabled).toBe(false);
      if (at === 2) expect(listed).toHaveLength(1);
    }
    anas.close();
  });

  it("nobody renames, silences or signs out a device of others, and an unknown one reads the same", async () => {
    const { ana, bo } = await friends();
    const anas = await as(ana);
    for (const deviceId of [bo.device.id, randomUUID()]) {
      const notFound = expect.objectContaining({ message: "not_found" });
      await expect(anas.devices.rename({ deviceId, name: "Mine" })).rejects.toEqual(notFound);
      await expect(anas.devices.setRinging({ deviceId, ringEnabled: false })).rejects.toEqual(notFound);
      await expect(anas.devices.signOut({ deviceId })).rejects.toEqual(notFound);
    }
    const [row] = await db.select().from(userDevices).where(eq(userDevices.id, bo.device.id));
    expect(row).toMatchObject({ name: bo.device.name, ringEnabled: true, sessionId: expect.any(String) });
    for (const name of ["", " \u200b ", "x".repeat(65)])
      await expect(anas.devices.rename({ deviceId: ana.device.id, name })).rejects.toThrow("bad_input");
  });

  it("signing out elsewhere ends every other stream, and only those", async () => {
    const { ana } = await world(db, "Ana");
    const phone = await ana.addDevice("Pixel 9");
    const [anas, phones] = [await open(ana.device), await open(phone)];
    await vi.waitFor(() => expect(phones.parts).toHaveLength(1), WAIT);
    expect(await (await as(ana)).devices.signOutElsewhere()).toBe(1);
    await vi.waitFor(() => expect(phones.events.at(-1)).toBe("signed-out"), WAIT);
    expect(anas.events).not.toContain("signed-out");
    await expect(as(ana, phone).then((they) => they.devices.list())).rejects.toThrow("not_signed_in");
    anas.close();
  });
});

import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { signOut } from "../auth";
import { userDevices, users } from "../auth/schema";
import {
  addPeople,
  alerted,
  answerCall,
  declineCall,
  leaveCall,
  ringAgain,
  startCall,
  sweepDeadlines,
} from "../calls";
import { callParticipants, callRings } from "../calls/schema";
import { blocks } from "../contacts/schema";
import { problemOf } from "../errors";
import { startWorker } from "../jobs/worker";
import { deviceConnections } from "../presence/schema";
import {
  databaseAhead,
  makeContacts,
  type TestDevice,
  type TestPerson,
  testDatabase,
  testSfu,
  world,
} from "../testing";
import { wire } from "../wiring";
import { declinePushed } from "./decline";
import { pushJobsBy } from "./jobs";
import { testMessage } from "./message";
import { post } from "./post";
import { pushBrowser, pushService } from "./push-service.fixture";
import { pushState } from "./queries";
import { pushedRings, pushSubscriptions } from "./schema";
import { subscribe } from "./subscribe";
import { sweepPushes } from "./sweep";

await testSfu();
const db = await testDatabase();
const later = databaseAhead("2 seconds");
const muchLater = databaseAhead("40 seconds");
wire();
const service = await pushService();
const worker = await startWorker(process.env.DATABASE_URL ?? "", pushJobsBy(service.agent), 64);
afterAll(() => worker.stop());
beforeEach(() => void (service.answer = () => ({ status: 201 })));

/** A device that takes pushes, and what came to it, oldest first. */
async function wakeable(device: TestDevice) {
  const path = `/${randomUUID()}`;
  const browser = pushBrowser(`https://push.example.com${path}`);
  await subscribe(db, device.actor, browser.subscription);
  const came = () => service.received.filter((one) => one.path === path);
  const shown = () => came().map((one) => browser.read(one.body).notification);
  /** Waits for its pushes to be so many. */
  const has = async (count: number) => {
    await expect.poll(() => came().length, { timeout: 8_000 }).toBe(count);
    return shown();
  };
  return { came, shown, has, device };
}

async function connect({ id, userId }: TestDevice) {
  await db.insert(deviceConnections).values({ deviceId: id, userId, processId: randomUUID() });
}

async function pair() {
  const people = await world(db, "Ana", "Bo");
  await makeContacts(db, people.ana, people.bo);
  return people;
}
const intent = (...people: TestPerson[]) => ({
  people: people.map((person) => person.id),
  media: "video" as const,
  idempotencyKey: randomUUID(),
});
const code = async (attempt: Promise<unknown>) =>
  problemOf(
    await attempt.then(
      () => null,
      (error: unknown) => error,
    ),
  )?.code;
const nonceOf = (shown: { data: { kind: string } } | undefined) =>
  shown?.data.kind === "ring" ? (shown.data as unknown as { nonce: string }).nonce : "";
const part = async (callId: string, person: TestPerson) =>
  (
    await db
      .select()
      .from(callParticipants)
      .where(and(eq(callParticipants.callId, callId), eq(callParticipants.userId, person.id)))
  )[0];
/** Everything that was decided so far is sent: a job that was added after it has run. */
async function settled() {
  const { ana } = await world(db, "Ana");
  const last = await wakeable(ana.device);
  await db.execute(
    `select graphile_worker.add_job('push.test', json_build_object('deviceId', '${ana.device.id}'))`,
  );
  await last.has(1);
}

describe("R7 a device without a live connection", () => {
  it("is pushed at once: urgent, for as long as it rings, under the call's topic", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(await bo.addDevice("Phone"));
    const { callId } = await startCall(db, ana.actor(), { ...intent(bo), topic: "about the invoice" });
    const [shown] = await phone.has(1);
    const { headers } = phone.came()[0] ?? {};
    expect(headers).toMatchObject({ urgency: "high", "content-encoding": "aes128gcm" });
    expect(Number(headers?.ttl)).toBeGreaterThan(20);
    expect(Number(headers?.ttl)).toBeLessThanOrEqual(30);
    expect(headers?.topic).toBe(Buffer.from(callId.replaceAll("-", ""), "hex").toString("base64url"));
    expect(headers?.["content-type"]).toBe("application/octet-stream");
    expect(headers?.authorization).toMatch(/^vapid t=.+, k=.+$/);
    expect(shown).toMatchObject({
      title: "Ana",
      body: "Peal video: about the invoice",
      navigate: `http://localhost:3000/call/${callId}`,
      tag: callId,
      renotify: true,
      requireInteraction: true,
      silent: false,
      actions: [
        { action: "answer", title: "Answer", navigate: `http://localhost:3000/call/${callId}#answer` },
        { action: "decline", title: "Decline" },
      ],
      data: { kind: "ring", callId },
    });
  });

  it("is pushed when its person is added to a running call", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    await makeContacts(db, ana, bo);
    await makeContacts(db, ana, cy);
    const phone = await wakeable(cy.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    await addPeople(db, ana.actor(), { callId, people: [cy.id] });
    expect(await phone.has(1)).toMatchObject([{ title: "Ana", tag: callId }]);
  });

  it("shows a quiet ring without sound, and never one of somebody who is blocked", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await phone.has(1);
    await leaveCall(db, ana.actor(), { callId });
    await sweepPushes(db);
    await phone.has(2);

    await connect(bo.device);
    const quiet = await startCall(db, ana.actor(), intent(bo));
    await db.update(callParticipants).set({ isQuiet: true }).where(eq(callParticipants.callId, quiet.callId));
    await sweepPushes(later);
    const [, , shown] = await phone.has(3);
    expect(shown).toMatchObject({ silent: true, renotify: false, requireInteraction: false });
    await leaveCall(db, ana.actor(), quiet);
    await sweepPushes(db);
    await phone.has(4);

    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    await startCall(db, ana.actor(), intent(bo));
    await sweepPushes(later);
    await sweepPushes(muchLater);
    await settled();
    expect(phone.came()).toHaveLength(4);
  });
});

describe("R7 a push to an Apple browser", () => {
  it("says that it is a message which the browser shows by itself", async () => {
    const path = `/${randomUUID()}`;
    const { subscription } = pushBrowser(`https://web.push.apple.com${path}`);
    await post(subscription, { message: testMessage(0), ttlS: 60, topic: "test" }, service.agent);
    const came = service.received.find((one) => one.path === path);
    expect(came?.headers["content-type"]).toBe("application/notification+json");
  });
});

describe("R7 a device with a live connection", () => {
  it("is not pushed when it says that it shows the ring", async () => {
    const { ana, bo } = await pair();
    const laptop = await wakeable(bo.device);
    await connect(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await alerted(db, bo.actor(), { callId });
    await sweepPushes(later);
    await settled();
    expect(laptop.came()).toEqual([]);
    const rings = db.select({ id: callRings.id }).from(callRings).where(eq(callRings.callId, callId));
    expect(await db.select().from(pushedRings).where(inArray(pushedRings.ringId, rings))).toEqual([]);
  });

  it("is pushed when it has not said so after 1 s, once", async () => {
    const { ana, bo } = await pair();
    const frozen = await wakeable(bo.device);
    await connect(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await sweepPushes(db);
    await settled();
    expect(frozen.came()).toEqual([]);

    await Promise.all([sweepPushes(later), sweepPushes(later), sweepPushes(later)]);
    expect(await frozen.has(1)).toMatchObject([{ tag: callId, data: { kind: "ring" } }]);
    await sweepPushes(later);
    await settled();
    expect(frozen.came()).toHaveLength(1);
  });
});

describe("R7 the end of a ring", () => {
  it("replaces it on the devices that were pushed, with the name of the one that won", async () => {
    const { ana, bo } = await pair();
    const laptop = await wakeable(bo.device);
    const tablet = await wakeable(await bo.addDevice("Tablet"));
    const winner = await bo.addDevice("Pixel $& 9");
    const won = await wakeable(winner);
    await connect(tablet.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await laptop.has(1);
    await won.has(1);
    await alerted(db, tablet.device.actor, { callId });
    await answerCall(db, winner.actor, { callId });
    await sweepPushes(db);
    const [ring, end] = await laptop.has(2);
    expect(end).toMatchObject({
      title: "Ana",
      body: "Answered on Pixel $& 9",
      tag: ring?.tag,
      renotify: false,
      silent: true,
      actions: [],
      data: { kind: "stopped", callId },
    });
    expect(laptop.came()[1]?.headers.topic).toBe(laptop.came()[0]?.headers.topic);
    await sweepPushes(later);
    await settled();
    expect(won.came()).toHaveLength(1);
    expect(tablet.came()).toHaveLength(0);
    expect(laptop.came()).toHaveLength(2);
  });

  it("is not told where the ring never went out", async () => {
    const { ana, bo } = await pair();
    const laptop = await wakeable(bo.device);
    const winner = await bo.addDevice("Winner");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await laptop.has(1);
    await db.update(pushedRings).set({ triedAt: null });
    await answerCall(db, winner.actor, { callId });
    await sweepPushes(db);
    await settled();
    expect(laptop.came()).toHaveLength(1);
  });

  it("at the deadline is a missed call that stays for a day", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await phone.has(1);
    await sweepDeadlines(muchLater);
    await sweepPushes(db);
    const [, missed] = await phone.has(2);
    expect(missed).toMatchObject({
      title: "Ana",
      body: "Missed call",
      tag: callId,
      data: { kind: "missed" },
    });
    expect(phone.came()[1]?.headers.ttl).toBe("86400");
  });

  it("is a missed call too when the caller gives up, and says so when declined elsewhere", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    const other = await bo.addDevice("Other");
    const first = await startCall(db, ana.actor(), intent(bo));
    await phone.has(1);
    await leaveCall(db, ana.actor(), first);
    await sweepPushes(db);
    expect((await phone.has(2))[1]).toMatchObject({ body: "Missed call", tag: first.callId });

    const second = await startCall(db, ana.actor(), intent(bo));
    await phone.has(3);
    await declineCall(db, other.actor, second);
    await sweepPushes(db);
    expect((await phone.has(4))[3]).toMatchObject({ body: "Declined", tag: second.callId });
  });

  it("that comes while the ring is on its way is said last", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    service.hold = held;
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await phone.has(1);
    service.hold = undefined;
    await leaveCall(db, ana.actor(), { callId });
    await sweepPushes(db);
    await phone.has(2);
    release();
    expect((await phone.has(3)).map((one) => one.data.kind)).toEqual(["ring", "missed", "missed"]);
  });
});

describe("R7 declining from a notification", () => {
  it("declines for the whole person, and this device hears no more of it", async () => {
    const { ana, bo } = await pair();
    const phone = await wakeable(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const [shown] = await phone.has(1);
    await declinePushed(db, bo.actor(), { callId, nonce: nonceOf(shown) });
    expect(await part(callId, bo)).toMatchObject({ state: "declined" });
    await sweepPushes(later);
    await settled();
    expect(phone.came()).toHaveLength(1);
    // Pressed twice it is no error.
    await declinePushed(db, bo.actor(), { callId, nonce: nonceOf(shown) });
  });

  it("takes the nonce of this ring, on this device, by this person", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    await makeContacts(db, ana, bo);
    await makeContacts(db, ana, cy);
    const phone = await wakeable(bo.device);
    const other = await bo.addDevice("Other");
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    const [shown] = await phone.has(1);
    const nonce = nonceOf(shown);
    expect(await code(declinePushed(db, bo.actor(), { callId, nonce: randomUUID() }))).toBe("not_found");
    expect(await code(declinePushed(db, other.actor, { callId, nonce }))).toBe("not_found");
    expect(await code(declinePushed(db, cy.actor(), { callId, nonce }))).toBe("not_found");
    expect(await code(declinePushed(db, ana.actor(), { callId, nonce }))).toBe("not_found");
    expect(await part(callId, bo)).toMatchObject({ state: "ringing" });
    expect(await part(callId, cy)).toMatchObject({ state: "ringing" });
  });

  it("with the notification of an earlier ring declines nothing", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    await makeContacts(db, ana, bo);
    await makeContacts(db, ana, cy);
    const phone = await wakeable(bo.device);
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, cy.actor(), { callId });
    const [first] = await phone.has(1);
    await declineCall(db, bo.actor(), { callId });
    await sweepPushes(db);
    await phone.has(2);
    await connect(bo.device);
    await ringAgain(db, ana.actor(), { callId, personId: bo.id });
    const old = () => declinePushed(db, bo.actor(), { callId, nonce: nonceOf(first) });
    expect(await code(old())).toBe("not_found");
    await sweepPushes(later);
    const [, , again] = await phone.has(3);
    expect(nonceOf(again)).not.toBe(nonceOf(first));
    expect(await code(old())).toBe("not_found");
    expect(await part(callId, bo)).toMatchObject({ state: "ringing" });
    await declinePushed(db, bo.actor(), { callId, nonce: nonceOf(again) });
    expect(await part(callId, bo)).toMatchObject({ state: "declined" });
  });
});

describe("R7 subscriptions", () => {
  it("are one a device, the newest", async () => {
    const { ana } = await world(db, "Ana");
    await wakeable(ana.device);
    const { subscription } = pushBrowser("https://push.example.com/newer");
    await subscribe(db, ana.actor(), subscription);
    expect(await pushState(db, ana.actor())).toMatchObject({ endpoint: subscription.endpoint });
  });

  it("move with the browser to the person who uses it now", async () => {
    const { ana, bo } = await pair();
    const { subscription } = pushBrowser(`https://push.example.com/${randomUUID()}`);
    await subscribe(db, ana.actor(), subscription);
    await subscribe(db, bo.actor(), subscription);
    expect(await pushState(db, ana.actor())).toMatchObject({ endpoint: null });
    expect(await pushState(db, bo.actor())).toMatchObject({ endpoint: subscription.endpoint });
  });

  it("end when the device signs out", async () => {
    const { ana } = await world(db, "Ana");
    await wakeable(ana.device);
    await signOut(db, ana.actor());
    expect(await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.userId, ana.id))).toEqual([]);
  });
});

describe("F31 a name in a notification", () => {
  it("is text and nothing else, however it is written", async () => {
    const { ana, bo } = await pair();
    const name = '<img src=x onerror="alert(1)"> {device} $1';
    await db.update(users).set({ name }).where(eq(users.id, ana.id));
    await db.update(userDevices).set({ name }).where(eq(userDevices.id, bo.device.id));
    const phone = await wakeable(await bo.addDevice("Phone"));
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await phone.has(1);
    await answerCall(db, bo.actor(), { callId });
    await sweepPushes(db);
    const [ring, end] = await phone.has(2);
    expect(ring).toMatchObject({ title: name, body: "Peal video", tag: callId });
    expect(end).toMatchObject({ body: `Answered on ${name}` });
  });
});

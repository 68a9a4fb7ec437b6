import { randomUUID } from "node:crypto";
import { asc, isNotNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { answerCall, declineCall, leaveCall, startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import { blocks } from "../contacts/schema";
import { talkFor } from "../handoff/handoff.fixture";
import { doorOf, inIt, TestVisitor } from "../meetings/door.fixture";
import { databaseAhead, testDatabase, testSfu } from "../testing";
import { wire } from "../wiring";
import { putInOrder } from "./index";
import { eventsAfter, toCloudEvent } from "./queries";
import { outbox } from "./schema";
import { secretOf, signedHeaders } from "./signature";
import { write } from "./write";

await testSfu();
const db = await testDatabase();
wire();
const { contacts } = stageFor(db);

/** The events of a call or a meeting in the order of offsets, with whose own they are. */
async function eventsOf(key: string) {
  await putInOrder(db);
  const rows = await db.select().from(outbox).where(isNotNull(outbox.offset)).orderBy(asc(outbox.offset));
  return rows.filter((row) => row.key === key);
}
const typesOf = async (key: string) => (await eventsOf(key)).map((row) => row.type);

async function call(...people: Parameters<typeof intent>) {
  const [caller, ...others] = people;
  if (!caller) throw new Error("nobody calls");
  const started = await startCall(db, caller.actor(), intent(...others));
  return started.callId;
}

describe("A8 what happens in calls is written down in its own transaction", () => {
  it("tells a call from its start to its end, in order, with ids and times alone", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Pixel 9");
    const callId = await call(ana, bo);
    await answerCall(db, phone.actor, { callId });
    await leaveCall(db, ana.actor(), { callId });
    const rows = await eventsOf(callId);
    expect(rows.map((row) => row.type)).toEqual([
      "call.started",
      "call.rang",
      "call.answered",
      "call.part_ended",
      "call.part_ended",
      "call.ended",
    ]);
    const [started, rang, answered] = rows.map((row) => toCloudEvent(row));
    expect(started).toMatchObject({
      specversion: "1.0",
      type: "peal.call.started.v1",
      source: "http://localhost:3000",
      subject: callId,
      partitionkey: callId,
      data: { callId, media: "video", startedBy: ana.id, people: [ana.id, bo.id] },
    });
    expect(rang?.data).toMatchObject({ userId: bo.id, devices: expect.arrayContaining([phone.id]) });
    expect(answered?.data).toEqual({ callId, userId: bo.id });
    expect(rows.map((row) => row.people.toSorted())).toEqual(
      rows.map((row) => (row.type === "call.rang" ? [bo.id] : [ana.id, bo.id].toSorted())),
    );
    for (const secret of [ana.name, bo.handle, bo.email, "Pixel 9"])
      expect(JSON.stringify(rows.map(toCloudEvent))).not.toContain(`"${secret}"`);
  });

  it("tells each part of a group call that ends once, to those who are there, and the end to nobody who left before", async () => {
    const { ana, bo, cy } = await contacts();
    const callId = await call(ana, bo, cy);
    await answerCall(db, bo.actor(), { callId });
    await declineCall(db, cy.actor(), { callId });
    await leaveCall(db, bo.actor(), { callId });
    const rows = await eventsOf(callId);
    const ended = rows.filter((row) => row.type === "call.part_ended");
    expect(ended.map((row) => (row.data as { userId: string }).userId).toSorted()).toEqual(
      [ana.id, bo.id, cy.id].toSorted(),
    );
    expect(ended[0]).toMatchObject({ data: { userId: cy.id, state: "declined" } });
    expect(ended[0]?.people.toSorted()).toEqual([ana.id, bo.id, cy.id].toSorted());
    expect(rows.at(-1)).toMatchObject({ type: "call.ended" });
    expect(rows.at(-1)?.people.toSorted()).toEqual([ana.id, bo.id].toSorted());
  });

  it("tells a caller who is blocked the same as one whom nobody answers, and who blocked nothing", async () => {
    const { ana, bo, cy } = await contacts();
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    const heard = async (callee: typeof bo) => {
      const callId = await call(ana, callee);
      await leaveCall(db, ana.actor(), { callId });
      const rows = await eventsOf(callId);
      return rows.filter((row) => row.people.includes(ana.id)).map((row) => row.type);
    };
    expect(await heard(bo)).toEqual(await heard(cy));
    const rows = await db.select().from(outbox);
    expect(rows.filter((row) => row.people.includes(bo.id))).toEqual([]);
  });

  it("tells of a call that another device has taken, and nobody but its person", async () => {
    const { talk, takes, isSeen } = talkFor(db);
    const town = await talk();
    await isSeen(town, await takes(town, town.pixel));
    const moved = (await eventsOf(town.callId)).filter((row) => row.type === "call.handed_over");
    expect(moved).toMatchObject([
      { people: [town.bo.id], data: { userId: town.bo.id, deviceId: town.pixel.id } },
    ]);
  });

  it("tells meetings and their sessions to their hosts and whom they are about", async () => {
    const { ana, bo } = await contacts();
    const [host, other] = await Promise.all([doorOf(db).as(ana.device), doorOf(db).as(bo.device)]);
    const { meetingId, slug } = await host.meetings.create({ topic: "Plans for May" });
    const { callId } = inIt(await host.door.enter({ slug }));
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    await host.door.admitAll({ meetingId });
    const { guestId } = inIt(await gil.enter(slug));
    await other.door.enter({ slug });
    await host.door.admitAll({ meetingId });
    inIt(await other.door.enter({ slug }));
    await other.calls.leave({ callId });
    await host.host.endForAll({ meetingId });
    const rows = await eventsOf(meetingId);
    expect(rows.map((row) => row.type)).toEqual([
      "meeting.created",
      "meeting.started",
      "meeting.participant_joined",
      "meeting.participant_admitted",
      "meeting.participant_joined",
      "meeting.participant_admitted",
      "meeting.participant_joined",
      "meeting.participant_left",
      "meeting.participant_left",
      "meeting.participant_left",
      "meeting.ended",
    ]);
    expect(rows[4]).toMatchObject({ data: { meetingId, callId, userId: null, guestId }, people: [ana.id] });
    expect(rows[7]?.people.toSorted()).toEqual([ana.id, bo.id].toSorted());
    expect(JSON.stringify(rows.map(toCloudEvent))).not.toMatch(/Gil|Plans|[a-z]{3}-[a-z]{4}-[a-z]{3}"/);
    expect(await typesOf(callId)).toEqual([]);
  });
});

describe("A8 offsets", () => {
  const event = (key: string) => ({
    type: "meeting.changed" as const,
    key,
    data: { meetingId: key },
    people: [],
  });

  it("none appears below one that a reader has passed, whatever transaction commits last", async () => {
    const [slow, quick] = [randomUUID(), randomUUID()];
    const second = databaseAhead("0 seconds");
    const read: string[] = [];
    let at = (await eventsAfter(db, 0, 10_000)).at(-1)?.offset ?? 0;
    const readOn = async (reader = db) => {
      await putInOrder(reader);
      const found = await eventsAfter(reader, at, 10_000);
      at = found.at(-1)?.offset ?? at;
      read.push(...found.map((one) => one.key));
    };
    await db.transaction(async (tx) => {
      // Written first, committed last.
      await write(tx, [event(slow)]);
      await second.transaction((other) => write(other, [event(quick)]));
      await readOn(second);
    });
    await readOn();
    expect(read).toEqual([quick, slow]);
  });

  it("are without a gap and given once, however many processes give them", async () => {
    const keys = Array.from({ length: 60 }, () => randomUUID());
    const start = (await eventsAfter(db, 0, 10_000)).at(-1)?.offset ?? 0;
    const second = databaseAhead("0 seconds");
    const written = keys.map((key) => db.transaction((tx) => write(tx, [event(key)])));
    await Promise.all([...written, ...keys.map((_, at) => putInOrder(at % 2 ? db : second))]);
    await putInOrder(db);
    const found = await eventsAfter(db, start, 10_000);
    expect(found.map((one) => one.offset)).toEqual(keys.map((_, at) => start + 1 + at));
    expect(new Set(found.map((one) => one.key))).toEqual(new Set(keys));
  });

  it("a change that is taken back was never told", async () => {
    const key = randomUUID();
    const attempt = db.transaction(async (tx) => {
      await write(tx, [event(key)]);
      throw new Error("taken back");
    });
    await expect(attempt).rejects.toThrow("taken back");
    expect(await typesOf(key)).toEqual([]);
  });

  it("what is not in the contract does not leave", async () => {
    const [row] = await eventsOf(
      await db.transaction(async (tx) => {
        const key = randomUUID();
        await write(tx, [event(key)]);
        return key;
      }),
    );
    if (!row) throw new Error("nothing was written");
    expect(() => toCloudEvent({ ...row, data: { ...row.data, topic: "Plans" } as never })).toThrow("topic");
  });
});

it("A2 messages are signed as Standard Webhooks says", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const message = {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    sentAtMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
  };
  // The example of its reference libraries.
  expect(signedHeaders(message, [secret])).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
  expect(secretOf(Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64"))).toBe(secret);
});

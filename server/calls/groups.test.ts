import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { blocks, contactGroupMembers, contactGroups } from "../contacts/schema";
import { databaseAhead, makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { groupIntent, intent, problem, stageFor } from "./calls.fixture";
import { startInput } from "./contract";
import { alerted, answerCall, declineCall, leaveCall, startCall, sweepDeadlines } from "./index";
import { callParticipants, calls } from "./schema";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state, newest } = stageFor(db);
const callCount = async () => (await db.select({ id: calls.id }).from(calls)).length;

async function makeGroup(owner: TestPerson, ...members: TestPerson[]): Promise<string> {
  const id = randomUUID();
  await db.insert(contactGroups).values({ id, ownerId: owner.id, name: "Family" });
  if (members.length > 0)
    await db.insert(contactGroupMembers).values(members.map(({ id: userId }) => ({ groupId: id, userId })));
  return id;
}

describe("R6 a group call", () => {
  it("rings everybody, counts each person's devices, and each person's first answer wins", async () => {
    const { ana, bo, cy, dee } = await contacts();
    const phone = await cy.addDevice("Cy's phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy, dee));
    for (const device of [bo.device, cy.device, phone]) await alerted(db, device.actor, { callId });
    const ringingOn = async () =>
      Object.fromEntries(
        ((await state(ana)).call?.participants ?? []).map((one) => [one.person.name, one.ringingDevices]),
      );
    expect(await ringingOn()).toEqual({ Ana: 0, Bo: 1, Cy: 2, Dee: 0 });
    await answerCall(db, phone.actor, { callId });
    expect(await problem(answerCall(db, cy.actor(), { callId }))).toMatchObject({
      code: "already_answered",
      deviceName: "Cy's phone",
    });
    expect(await ringingOn()).toEqual({ Ana: 0, Bo: 1, Cy: 0, Dee: 0 });
    await answerCall(db, bo.actor(), { callId });
    expect((await state(dee)).incoming).toMatchObject([{ callId, isRunning: true }]);
  });

  it("goes on while two are left or one is left and somebody rings, and is over after that", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await leaveCall(db, ana.actor(), { callId });
    expect((await state(bo)).call).toMatchObject({ state: "active" });
    await declineCall(db, cy.actor(), { callId });
    expect((await state(bo)).call).toMatchObject({ state: "ended", endReason: "hung_up" });
  });

  it("is cancelled when the caller goes before anybody answered", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await declineCall(db, bo.actor(), { callId });
    expect((await state(ana)).call).toMatchObject({ state: "ringing" });
    await leaveCall(db, ana.actor(), { callId });
    expect((await state(cy)).stopped).toMatchObject([{ reason: "cancelled" }]);
    expect(await newest(cy)).toMatchObject({ status: "missed" });
  });

  it("is over when all have declined or let it ring", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await declineCall(db, bo.actor(), { callId });
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect((await state(ana)).call).toMatchObject({ callId, state: "ended", endReason: "no_answer" });
    expect(await newest(bo)).toMatchObject({ status: "declined" });
    expect(await newest(cy)).toMatchObject({ status: "missed" });
  });

  it("reaches the others, but nobody who blocked the caller: they leave no trace, and the caller hears them ring", async () => {
    const { ana, bo, cy } = await contacts();
    await db.insert(blocks).values({ userId: cy.id, blockedId: ana.id });
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    expect((await state(cy)).incoming).toEqual([]);
    await answerCall(db, bo.actor(), { callId });
    const seen = (await state(ana)).call?.participants.find((one) => one.person.id === cy.id);
    expect(seen).toMatchObject({ state: "ringing" });
    await leaveCall(db, ana.actor(), { callId });
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect((await state(bo)).call).toMatchObject({ state: "ended" });
    expect(await newest(cy)).toBeUndefined();
    expect(await state(cy)).toMatchObject({ stopped: [], joinable: [], call: null });
  });

  it("is refused with somebody unknown, and nothing is written", async () => {
    const { ana, bo } = await contacts();
    const { eve } = await world(db, "Eve");
    const before = await callCount();
    expect(await problem(startCall(db, ana.actor(), intent(bo, { ...eve, id: randomUUID() })))).toEqual({
      code: "person_not_found",
    });
    expect(await callCount()).toBe(before);
  });

  it("holds 32 people, and 33 are refused with nothing written", async () => {
    const { ana } = await world(db, "Ana");
    const names = Array.from({ length: 32 }, (_, at) => `Friend${at}`);
    const friends = Object.values(await world(db, ...names));
    for (const friend of friends) await makeContacts(db, ana, friend);
    const before = await callCount();
    expect(await problem(startCall(db, ana.actor(), intent(...friends)))).toEqual({
      code: "too_many_people",
      most: 32,
    });
    expect(await callCount()).toBe(before);
    const { callId } = await startCall(db, ana.actor(), intent(...friends.slice(1)));
    const rung = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    expect(rung).toHaveLength(32);
    expect((await state(friends[31] as TestPerson)).incoming).toMatchObject([{ callId }]);
  });
});

describe("R6 a saved group", () => {
  it("is called with one tap: its members ring, but for those whom the caller may not call", async () => {
    const { ana, bo, cy } = await contacts();
    const { eve } = await world(db, "Eve");
    const groupId = await makeGroup(ana, bo, cy, eve);
    const wish = groupIntent(groupId);
    const { callId } = await startCall(db, ana.actor(), wish);
    for (const person of [bo, cy]) expect((await state(person)).incoming).toMatchObject([{ callId }]);
    expect((await state(eve)).incoming).toEqual([]);
    const [call] = await db.select().from(calls).where(eq(calls.id, callId));
    expect(call).toMatchObject({ groupId });
    expect(await startCall(db, ana.actor(), wish)).toMatchObject({ deduplicated: true, callId });
  });

  it("of somebody else is as unknown as one that does not exist; an empty one says so", async () => {
    const { ana, bo, cy } = await contacts();
    const before = await callCount();
    for (const groupId of [await makeGroup(bo, cy), randomUUID()]) {
      expect(await problem(startCall(db, ana.actor(), groupIntent(groupId)))).toEqual({
        code: "not_found",
      });
    }
    const groupId = await makeGroup(ana);
    expect(await problem(startCall(db, ana.actor(), groupIntent(groupId)))).toEqual({
      code: "group_empty",
    });
    expect(await callCount()).toBe(before);
  });
});

describe("R12 a line of text and a message", () => {
  it("rings along, on one line without characters that deceive", async () => {
    const { ana, bo } = await contacts();
    const topic = startInput.parse({
      ...intent(bo),
      topic: "  2 min,\nabout\tthe \u202einvoice\u0007 Cafe\u0301 ",
    });
    await startCall(db, ana.actor(), topic);
    expect((await state(bo)).incoming).toMatchObject([{ topic: "2 min, about the invoice Caf\u00e9" }]);
    expect((await state(ana)).call).toMatchObject({ topic: "2 min, about the invoice Caf\u00e9" });
  });

  it("is at most 140 characters long, and an empty one is none", async () => {
    const { ana, bo } = await contacts();
    expect(startInput.safeParse({ ...intent(bo), topic: "x".repeat(141) }).success).toBe(false);
    await startCall(db, ana.actor(), startInput.parse({ ...intent(bo), topic: " \n " }));
    expect((await state(bo)).incoming).toMatchObject([{ topic: null }]);
  });

  it("goes with declining to whoever called, and to nobody else", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await declineCall(db, bo.actor(), { callId, message: "In a meeting" });
    await answerCall(db, cy.actor(), { callId });
    const message = async (viewer: TestPerson) =>
      (await state(viewer)).call?.participants.find((one) => one.person.id === bo.id)?.message;
    expect(await message(ana)).toBe("In a meeting");
    expect(await message(cy)).toBeNull();
  });
});

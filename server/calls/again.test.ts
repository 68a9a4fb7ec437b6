import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { blocks } from "../contacts/schema";
import { ringSettings } from "../presence/schema";
import { databaseAhead, makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { intent, problem, stageFor } from "./calls.fixture";
import {
  addPeople,
  alerted,
  answerCall,
  declineCall,
  endLongCalls,
  joinCall,
  leaveCall,
  ringAgain,
  startCall,
  sweepDeadlines,
} from "./index";
import { callParticipants, callRings } from "./schema";

process.env.PEAL_LIMIT_RING_AGAIN = "3/86400";
await testSfu();
const db = await testDatabase();
wire();
const { contacts, state, newest } = stageFor(db);

const partOf = async (viewer: TestPerson, about: TestPerson) =>
  (await state(viewer)).call?.participants.find((one) => one.person.id === about.id);

/** A running group call of Ana, Bo and Cy. */
async function running() {
  const people = await contacts();
  const { ana, bo, cy } = people;
  const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
  for (const person of [bo, cy]) await answerCall(db, person.actor(), { callId });
  return { ...people, callId };
}

describe("R6 ringing somebody again", () => {
  it("rings who declined, on every device, anew, from whoever rings", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await cy.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await alerted(db, cy.device.actor, { callId });
    await declineCall(db, cy.actor(), { callId, message: "Later" });
    await ringAgain(db, bo.actor(), { callId, personId: cy.id });
    for (const device of [cy.device, phone]) {
      const { incoming, stopped } = await state(cy, device);
      expect(incoming).toMatchObject([{ callId, from: { name: "Bo" }, isRunning: true }]);
      expect(incoming[0]?.ringMsLeft).toBeGreaterThan(28_000);
      expect(stopped).toEqual([]);
    }
    // What the first ring left behind is gone.
    expect(await partOf(ana, cy)).toMatchObject({ state: "ringing", ringingDevices: 0, message: null });
    await answerCall(db, phone.actor, { callId });
    expect(await partOf(ana, cy)).toMatchObject({ state: "connected" });
    await leaveCall(db, cy.actor(phone), { callId });
    expect(await partOf(ana, cy)).toMatchObject({ state: "left" });
  });

  it("rings who left, and another device may answer this time, also when the first one does not ring any more", async () => {
    const { ana, cy, callId } = await running();
    const phone = await cy.addDevice("Phone");
    await leaveCall(db, cy.actor(), { callId });
    await db.$client`update user_devices set ring_enabled = false where id = ${cy.device.id}`;
    await ringAgain(db, ana.actor(), { callId, personId: cy.id });
    await answerCall(db, phone.actor, { callId });
    const answered = await db.select().from(callRings).where(eq(callRings.userId, cy.id));
    expect(answered.filter((ring) => ring.state === "answered").map((ring) => ring.deviceId)).toEqual([
      phone.id,
    ]);
  });

  it("finds who is on another call waiting or busy, and lets be who is there or rings", async () => {
    const { ana, bo, cy, dee, callId } = await running();
    await leaveCall(db, cy.actor(), { callId });
    const other = await startCall(db, dee.actor(), intent(cy));
    await answerCall(db, cy.actor(), { callId: other.callId });
    await db.insert(ringSettings).values({ userId: cy.id, hasCallWaiting: false });
    await ringAgain(db, ana.actor(), { callId, personId: cy.id });
    expect(await partOf(ana, cy)).toMatchObject({ state: "busy" });
    await db.update(ringSettings).set({ hasCallWaiting: true });
    await ringAgain(db, ana.actor(), { callId, personId: cy.id });
    expect(await partOf(ana, cy)).toMatchObject({ state: "waiting" });
    for (const person of [cy, bo]) await ringAgain(db, ana.actor(), { callId, personId: person.id });
    expect(await partOf(ana, cy)).toMatchObject({ state: "waiting" });
    expect(await partOf(ana, bo)).toMatchObject({ state: "connected" });
  });

  it("is allowed three times a call and person", async () => {
    const { ana, cy, callId } = await running();
    await leaveCall(db, cy.actor(), { callId });
    for (let time = 0; time < 3; time++) {
      await ringAgain(db, ana.actor(), { callId, personId: cy.id });
      await declineCall(db, cy.actor(), { callId });
    }
    expect(await problem(ringAgain(db, ana.actor(), { callId, personId: cy.id }))).toMatchObject({
      code: "rate_limited",
    });
    expect(await partOf(ana, cy)).toMatchObject({ state: "declined" });
  });

  it("is for those on the call: who left, a stranger, and once it is over nobody", async () => {
    const { ana, bo, cy, dee, callId } = await running();
    await leaveCall(db, cy.actor(), { callId });
    const again = (who: TestPerson, personId: string) =>
      problem(ringAgain(db, who.actor(), { callId, personId }));
    expect(await again(cy, bo.id)).toEqual({ code: "not_on_call" });
    expect(await again(dee, cy.id)).toEqual({ code: "not_found" });
    expect(await again(ana, dee.id)).toEqual({ code: "person_not_found" });
    await leaveCall(db, bo.actor(), { callId });
    expect(await again(ana, bo.id)).toEqual({ code: "call_over", reason: "hung_up" });
  });

  it("never rings somebody who blocked whoever rings, and that one learns nothing of it (R13)", async () => {
    const { ana, bo, cy, callId } = await running();
    await leaveCall(db, cy.actor(), { callId });
    await db.insert(blocks).values({ userId: cy.id, blockedId: bo.id });
    await ringAgain(db, bo.actor(), { callId, personId: cy.id });
    expect((await state(cy)).incoming).toEqual([]);
    expect(await partOf(bo, cy)).toMatchObject({ state: "ringing" });
    expect(await partOf(ana, cy)).toMatchObject({ state: "ringing" });
  });
});

describe("R6 adding people to a running call", () => {
  it("grows a call of two without dropping it; who is added sees who added them", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const mine = await answerCall(db, bo.actor(), { callId });
    await addPeople(db, bo.actor(), { callId, people: [cy.id] });
    expect((await state(cy)).incoming).toMatchObject([
      { callId, from: { name: "Bo" }, others: [{ name: "Ana" }], isRunning: true },
    ]);
    expect((await state(bo)).call).toMatchObject({ state: "active", admissionId: mine.admissionId });
    await answerCall(db, cy.actor(), { callId });
    await leaveCall(db, bo.actor(), { callId });
    expect((await state(ana)).call).toMatchObject({ state: "active" });
    expect(await newest(bo)).toMatchObject({ direction: "incoming", status: "completed" });
    await leaveCall(db, ana.actor(), { callId });
    expect(await newest(cy)).toMatchObject({ direction: "incoming", status: "completed" });
  });

  it("works while it still rings; who is on it already is let be, who is gone rings again", async () => {
    const { ana, bo, cy, dee } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await declineCall(db, bo.actor(), { callId });
    await addPeople(db, ana.actor(), { callId, people: [bo.id, cy.id, dee.id, dee.id, ana.id] });
    for (const person of [bo, cy, dee]) expect((await state(person)).incoming).toMatchObject([{ callId }]);
    const rows = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    expect(rows).toHaveLength(4);
  });

  it("is refused with somebody unknown, a 33rd person, or from outside, and nothing is written", async () => {
    const { ana, bo, cy, dee, callId } = await running();
    const { eve } = await world(db, "Eve");
    await makeContacts(db, eve, bo);
    const add = (who: TestPerson, ...people: TestPerson[]) =>
      problem(addPeople(db, who.actor(), { callId, people: people.map((person) => person.id) }));
    expect(await add(ana, dee, { ...eve, id: randomUUID() })).toEqual({ code: "person_not_found" });
    expect(await add(dee, eve)).toEqual({ code: "not_found" });
    const friends = Object.values(await world(db, ...Array.from({ length: 30 }, (_, at) => `Friend${at}`)));
    expect(await add(ana, ...friends)).toEqual({ code: "too_many_people", most: 32 });
    await leaveCall(db, cy.actor(), { callId });
    expect(await add(cy, dee)).toEqual({ code: "not_on_call" });
    const rows = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    expect(rows).toHaveLength(3);
  });

  it("does not reach somebody who blocked whoever adds them (R13)", async () => {
    const { ana, dee, callId } = await running();
    await db.insert(blocks).values({ userId: dee.id, blockedId: ana.id });
    await addPeople(db, ana.actor(), { callId, people: [dee.id] });
    expect((await state(dee)).incoming).toEqual([]);
    expect(await partOf(ana, dee)).toMatchObject({ state: "ringing" });
    expect((await state(dee)).joinable).toEqual([]);
  });
});

describe("R6 going into a running group call again", () => {
  it("is offered on all devices to who left, declined or missed it, and any of them may go in", async () => {
    const { ana, bo, cy, dee } = await contacts();
    const phone = await cy.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy, dee));
    await answerCall(db, bo.actor(), { callId });
    expect((await state(dee)).joinable).toEqual([]);
    await declineCall(db, cy.actor(), { callId });
    for (const device of [cy.device, phone]) {
      expect((await state(cy, device)).joinable).toMatchObject([
        { callId, media: "video", people: [{ name: "Ana" }, { name: "Bo" }] },
      ]);
    }
    const admission = await joinCall(db, phone.actor, { callId });
    expect((await state(cy, phone)).call).toMatchObject({ callId, admissionId: admission.admissionId });
    expect(await state(cy)).toMatchObject({ joinable: [], elsewhere: [{ callId, deviceName: "Phone" }] });
    await leaveCall(db, cy.actor(phone), { callId });
    expect(await joinCall(db, cy.actor(), { callId })).toMatchObject({ callId });
    expect(await problem(joinCall(db, phone.actor, { callId }))).toEqual({ code: "not_found" });
  });

  it("is not offered for a call of two, for one that rings, or to who is on another call", async () => {
    const { ana, bo, cy, dee, callId } = await running();
    await leaveCall(db, cy.actor(), { callId });
    const other = await startCall(db, cy.actor(), intent(dee));
    expect(await problem(joinCall(db, cy.actor(), { callId }))).toEqual({ code: "on_another_call" });
    await answerCall(db, dee.actor(), { callId: other.callId });
    await leaveCall(db, cy.actor(), { callId: other.callId });
    expect((await state(cy)).joinable).toMatchObject([{ callId }]);
    await leaveCall(db, bo.actor(), { callId });
    expect((await state(cy)).joinable).toEqual([]);
    expect(await problem(joinCall(db, cy.actor(), { callId }))).toEqual({
      code: "call_over",
      reason: "hung_up",
    });
    expect(ana.id).toBeDefined();
  });

  it("answers where it rings meanwhile", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await joinCall(db, cy.actor(), { callId });
    expect((await state(cy)).call).toMatchObject({ callId, state: "active" });
    expect((await state(cy)).incoming).toEqual([]);
  });
});

describe("C1 the longest length of a call", () => {
  it("is told beforehand and ends it, for both", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    expect((await state(ana)).call).toMatchObject({ endsAt: null });
    await answerCall(db, bo.actor(), { callId });
    const { call } = await state(ana);
    expect((call?.endsAt ?? 0) - (call?.answeredAt ?? 0)).toBeCloseTo(24 * 3_600_000, -1);
    await endLongCalls(databaseAhead("23 hours 59 minutes"));
    expect((await state(ana)).call).toMatchObject({ state: "active" });
    await endLongCalls(databaseAhead("24 hours 1 second"));
    expect((await state(bo)).call).toMatchObject({ state: "ended", endReason: "time_limit" });
    expect(await newest(ana)).toMatchObject({ status: "completed" });
    expect(await newest(bo)).toMatchObject({ status: "completed" });
  });
});

describe("F7 deadlines follow the server's clock", () => {
  it("a state carries the time left beside the server's time, whatever a device's clock says", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const before = await state(bo);
    const rows =
      await db.$client`select extract(epoch from ring_expires_at) * 1000 as at, extract(epoch from peal_now()) * 1000 as now
      from call_participants where call_id = ${callId} and user_id = ${bo.id}`;
    const endsAt = before.serverNow + (before.incoming[0]?.ringMsLeft ?? 0);
    expect(Math.abs(endsAt - Number(rows[0]?.at))).toBeLessThan(1_000);
    await sweepDeadlines(databaseAhead("29 seconds"));
    expect((await state(bo)).incoming).toHaveLength(1);
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect((await state(bo)).incoming).toEqual([]);
  });
});

import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { blocks } from "../contacts/schema";
import { answerCall, leaveCall, startCall } from "../calls";
import { intent, problem, stageFor } from "../calls/calls.fixture";
import { testDatabase, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { answerLater, cancelCallback, dismissReminder, remindMe, sweepCallbacks } from "./index";
import { callbacks } from "./schema";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state } = stageFor(db);

const callOf = async (caller: TestPerson, ...callees: TestPerson[]) =>
  (await startCall(db, caller.actor(), intent(...callees))).callId;
const makeDue = () => db.$client`update callbacks set due_at = peal_now()`;
const planned = async (person: TestPerson) => (await state(person)).callbacks;

describe("R12 answering in 10 minutes", () => {
  it("stops the ring, tells both when, and then rings both, each as a call from the other", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const callId = await callOf(ana, bo);
    await answerLater(db, bo.actor(), { callId, minutes: 10 });
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "declined" });
    const [plan] = await planned(ana);
    expect(plan).toMatchObject({ callId, person: { id: bo.id } });
    expect(plan?.dueAt).toBeGreaterThan((await state(ana)).serverNow + 9 * 60_000);
    expect(await planned(bo)).toMatchObject([{ person: { id: ana.id } }]);

    await sweepCallbacks(db);
    expect((await state(bo)).incoming).toEqual([]);
    await makeDue();
    await sweepCallbacks(db);
    for (const [person, device] of [
      [bo, bo.device],
      [bo, phone],
    ] as const)
      expect((await state(person, device)).incoming).toMatchObject([{ from: { id: ana.id } }]);
    const [ring] = (await state(ana)).incoming;
    expect(ring).toMatchObject({ from: { id: bo.id } });
    expect(await planned(ana)).toEqual([]);

    await answerCall(db, ana.actor(), { callId: ring?.callId ?? "" });
    expect((await state(bo)).incoming).toMatchObject([{ from: { id: ana.id } }]);
    await answerCall(db, bo.actor(phone), { callId: ring?.callId ?? "" });
    expect((await state(ana)).call?.participants.map((one) => one.state)).toEqual(["connected", "connected"]);
  });

  it("waits until both are free, and rings once however many processes sweep", async () => {
    const { ana, bo, cy } = await contacts();
    await answerLater(db, bo.actor(), { callId: await callOf(ana, bo), minutes: 5 });
    const other = await callOf(bo, cy);
    await answerCall(db, cy.actor(), { callId: other });
    await makeDue();
    await sweepCallbacks(db);
    expect((await state(ana)).incoming).toEqual([]);
    expect(await planned(ana)).toHaveLength(1);

    await leaveCall(db, bo.actor(), { callId: other });
    await Promise.all([sweepCallbacks(db), sweepCallbacks(db), sweepCallbacks(db)]);
    expect((await state(ana)).incoming).toHaveLength(1);
    expect((await state(bo)).incoming).toHaveLength(1);
  });

  it("is called off by either of the two, and by nobody else", async () => {
    const { ana, bo, cy } = await contacts();
    await answerLater(db, bo.actor(), { callId: await callOf(ana, bo), minutes: 5 });
    const [plan] = await planned(ana);
    const callbackId = plan?.callbackId ?? "";
    await cancelCallback(db, cy.actor(), { callbackId });
    expect(await planned(bo)).toHaveLength(1);
    await cancelCallback(db, ana.actor(), { callbackId });
    expect(await planned(bo)).toEqual([]);
    await makeDue();
    await sweepCallbacks(db);
    expect((await state(bo)).incoming).toEqual([]);
  });

  it("is dropped when one has blocked the other meanwhile, and when neither is free for two hours", async () => {
    const { ana, bo, cy } = await contacts();
    await answerLater(db, bo.actor(), { callId: await callOf(ana, bo), minutes: 5 });
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    await makeDue();
    await sweepCallbacks(db);
    expect((await state(ana)).incoming).toEqual([]);
    expect(await planned(bo)).toEqual([]);

    const callId = await callOf(ana, cy);
    await answerLater(db, cy.actor(), { callId, minutes: 5 });
    await answerCall(db, bo.actor(), { callId: await callOf(cy, bo) });
    await db.$client`update callbacks set due_at = peal_now() - interval '3 hours'`;
    await sweepCallbacks(db);
    const [row] = await db.select().from(callbacks).where(eq(callbacks.callId, callId));
    expect(row?.state).toBe("dropped");
  });

  it("refuses calls of others, groups, and calls that do not ring here any more; nothing is half done", async () => {
    const { ana, bo, cy } = await contacts();
    const callId = await callOf(ana, bo);
    expect(await problem(answerLater(db, cy.actor(), { callId, minutes: 5 }))).toEqual({ code: "not_found" });
    expect(await problem(answerLater(db, ana.actor(), { callId, minutes: 5 }))).toEqual({
      code: "not_ringing",
    });
    await answerCall(db, bo.actor(), { callId });
    expect(await problem(answerLater(db, bo.actor(), { callId, minutes: 5 }))).toEqual({
      code: "not_ringing",
    });
    expect((await state(bo)).call).toMatchObject({ callId, state: "active" });
    await leaveCall(db, ana.actor(), { callId });

    const group = await callOf(ana, bo, cy);
    expect(await problem(answerLater(db, bo.actor(), { callId: group, minutes: 5 }))).toEqual({
      code: "not_ringing",
    });
    expect((await state(bo)).incoming).toHaveLength(1);
    expect(await planned(bo)).toEqual([]);
  });
});

describe("R12 being reminded", () => {
  it("declines, and tells the person alone at the time, on all devices, until it is dismissed", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    await remindMe(db, bo.actor(), { callId: await callOf(ana, bo), minutes: 60 });
    expect((await state(ana)).call).toMatchObject({ endReason: "declined" });
    await sweepCallbacks(db);
    expect((await state(bo)).reminders).toEqual([]);
    await db.$client`update reminders set due_at = peal_now()`;
    await sweepCallbacks(db);
    const [reminder] = (await state(bo, phone)).reminders;
    expect(reminder).toMatchObject({ person: { id: ana.id } });
    expect((await state(ana)).reminders).toEqual([]);
    const { reminderId = "" } = reminder ?? {};
    await dismissReminder(db, ana.actor(), { reminderId });
    expect((await state(bo)).reminders).toHaveLength(1);
    await dismissReminder(db, bo.actor(phone), { reminderId });
    expect((await state(bo)).reminders).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { ringSettings } from "../presence/schema";
import { databaseAhead, testDatabase, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { intent, problem, stageFor } from "./calls.fixture";
import { answerCall, declineCall, holdCall, leaveCall, resumeCall, startCall, sweepDeadlines } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state, newest } = stageFor(db);

/** Two people in a call. */
async function talking(one: TestPerson, other: TestPerson): Promise<string> {
  const { callId } = await startCall(db, one.actor(), intent(other));
  await answerCall(db, other.actor(), { callId });
  return callId;
}
const stateOf = async (viewer: TestPerson, about: TestPerson) =>
  (await state(viewer)).call?.participants.find((one) => one.person.id === about.id)?.state;

describe("R4 a person on a call who is called", () => {
  it("is knocked at on all devices, and the caller sees that they are on another call while it rings", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    const running = await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    for (const device of [bo.device, phone])
      expect((await state(bo, device)).incoming).toMatchObject([{ callId, isWaiting: true }]);
    expect((await state(bo)).call).toMatchObject({ callId: running, state: "active" });
    expect((await state(cy)).call).toMatchObject({ callId, state: "ringing" });
    expect(await stateOf(cy, bo)).toBe("waiting");
    await declineCall(db, bo.actor(), { callId });
    expect((await state(cy)).call).toMatchObject({ state: "ended", endReason: "declined" });
    expect((await state(bo)).call).toMatchObject({ callId: running, state: "active" });
  });

  it("misses it at the deadline like any other", async () => {
    const { ana, bo, cy } = await contacts();
    await talking(ana, bo);
    await startCall(db, cy.actor(), intent(bo));
    await db.$client`update call_participants set ring_expires_at = peal_now() where state = 'waiting'`;
    await sweepDeadlines(db);
    expect((await state(cy)).call).toMatchObject({ endReason: "no_answer" });
    expect(await newest(bo)).toMatchObject({ status: "missed" });
  });

  it("is busy with waiting off, for a second one, and with one call on hold beside another", async () => {
    const { ana, bo, cy, dee } = await contacts();
    const running = await talking(ana, bo);
    await db.insert(ringSettings).values({ userId: bo.id, hasCallWaiting: false });
    expect(await startCall(db, cy.actor(), intent(bo))).toMatchObject({ isOver: true });
    expect((await state(cy)).call).toMatchObject({ state: "ended", endReason: "busy" });
    expect(await newest(cy)).toMatchObject({ status: "busy" });
    expect((await state(bo)).incoming).toEqual([]);

    await db.update(ringSettings).set({ hasCallWaiting: true });
    const first = await startCall(db, cy.actor(), intent(bo));
    expect(await startCall(db, dee.actor(), intent(bo))).toMatchObject({ isOver: true });

    await answerCall(db, bo.actor(), { callId: first.callId, otherCall: "hold" });
    expect(await startCall(db, dee.actor(), intent(bo))).toMatchObject({ isOver: true });
    await leaveCall(db, bo.actor(), { callId: running });
    expect(await startCall(db, dee.actor(), intent(bo))).toMatchObject({ isOver: false });
  });

  it("of a group does not end the call: the others ring", async () => {
    const { ana, bo, cy, dee } = await contacts();
    await db.insert(ringSettings).values({ userId: bo.id, hasCallWaiting: false });
    await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo, dee));
    expect(await stateOf(cy, bo)).toBe("busy");
    await answerCall(db, dee.actor(), { callId });
    expect((await state(cy)).call).toMatchObject({ state: "active" });
  });

  it("is rung out loud once the other call is over; who goes into a call is knocked at", async () => {
    const { ana, bo, cy, dee } = await contacts();
    const running = await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    await leaveCall(db, ana.actor(), { callId: running });
    expect((await state(bo)).incoming).toMatchObject([{ callId, isWaiting: false }]);
    expect(await stateOf(cy, bo)).toBe("ringing");
    const other = await startCall(db, dee.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId: other.callId });
    expect((await state(bo)).incoming).toMatchObject([{ callId, isWaiting: true }]);
    expect(await stateOf(cy, bo)).toBe("waiting");
  });

  it("is free again when the seat has lapsed (C1)", async () => {
    const { ana, bo, cy } = await contacts();
    await talking(ana, bo);
    await startCall(databaseAhead("61 seconds"), cy.actor(), intent(bo));
    expect(await stateOf(cy, bo)).toBe("ringing");
  });
});

describe("R4 End & answer", () => {
  it("leaves the one call and answers the other in one step", async () => {
    const { ana, bo, cy } = await contacts();
    const running = await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    expect(await problem(answerCall(db, bo.actor(), { callId }))).toEqual({ code: "on_another_call" });
    await answerCall(db, bo.actor(), { callId, otherCall: "end" });
    expect((await state(bo)).call).toMatchObject({ callId, state: "active" });
    expect((await state(ana)).call).toMatchObject({
      callId: running,
      state: "ended",
      endReason: "hung_up",
    });
  });

  it("works from a device that is not on the call", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    await answerCall(db, phone.actor, { callId, otherCall: "end" });
    expect((await state(bo, phone)).call).toMatchObject({ callId, state: "active" });
    expect((await state(ana)).call).toMatchObject({ state: "ended" });
    expect((await state(bo)).elsewhere).toMatchObject([{ callId }]);
  });

  it("leaves nothing where the other call cannot be answered any more", async () => {
    const { ana, bo, cy } = await contacts();
    const running = await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    await leaveCall(db, cy.actor(), { callId });
    expect(await problem(answerCall(db, bo.actor(), { callId, otherCall: "end" }))).toEqual({
      code: "call_over",
      reason: "cancelled",
    });
    expect((await state(bo)).call).toMatchObject({ callId: running, state: "active" });
    expect((await state(ana)).call).toMatchObject({ callId: running, state: "active" });
  });
});

describe("R4 Hold & answer, and swapping", () => {
  async function heldAndActive() {
    const people = await contacts();
    const { ana, bo, cy } = people;
    const held = await talking(ana, bo);
    const { callId: active } = await startCall(db, cy.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId: active, otherCall: "hold" });
    return { ...people, held, active };
  }
  const present = async (viewer: TestPerson) => {
    const { call, held } = await state(viewer);
    return { call: call?.callId, held: held.map((one) => one.callId) };
  };

  it("keeps the one call on hold: the seat stays and the other side sees it", async () => {
    const { ana, bo, held, active } = await heldAndActive();
    expect(await present(bo)).toEqual({ call: active, held: [held] });
    expect((await state(bo)).held[0]?.people).toMatchObject([{ name: "Ana" }]);
    const seen = (await state(ana)).call?.participants.find((one) => one.person.id === bo.id);
    expect(seen).toMatchObject({ state: "connected", isHeld: true });
    expect(seen?.admissionId).toBe((await state(bo)).held[0]?.admissionId);
  });

  it("swaps in one step, back and forth; pressed twice is once", async () => {
    const { bo, held, active } = await heldAndActive();
    for (let press = 0; press < 2; press++) await resumeCall(db, bo.actor(), { callId: held });
    expect(await present(bo)).toEqual({ call: held, held: [active] });
    await resumeCall(db, bo.actor(), { callId: active });
    expect(await present(bo)).toEqual({ call: active, held: [held] });
  });

  it("holds and takes off hold a single call", async () => {
    const { ana, bo } = await contacts();
    const callId = await talking(ana, bo);
    for (let press = 0; press < 2; press++) await holdCall(db, bo.actor(), { callId });
    expect(await present(bo)).toEqual({ call: undefined, held: [callId] });
    await resumeCall(db, bo.actor(), { callId });
    expect(await present(bo)).toEqual({ call: callId, held: [] });
  });

  it("resumes nothing by itself when the active call ends, and either can be left", async () => {
    const { ana, bo, cy, held, active } = await heldAndActive();
    await leaveCall(db, cy.actor(), { callId: active });
    expect(await present(bo)).toEqual({ call: active, held: [held] });
    expect((await state(bo)).call).toMatchObject({ state: "ended" });
    await leaveCall(db, bo.actor(), { callId: held });
    expect((await state(ana)).call).toMatchObject({ callId: held, state: "ended" });
    expect((await state(bo)).held).toEqual([]);
  });

  it("shows the call that was left last, though it began first", async () => {
    const { bo, held, active } = await heldAndActive();
    await leaveCall(db, bo.actor(), { callId: active });
    await resumeCall(db, bo.actor(), { callId: held });
    await leaveCall(db, bo.actor(), { callId: held });
    expect((await state(bo)).call).toMatchObject({ callId: held, state: "ended" });
  });

  it("makes room for calling somebody, on this device", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    const callId = await talking(ana, bo);
    expect(await problem(startCall(db, bo.actor(), intent(cy)))).toEqual({ code: "on_another_call" });
    await holdCall(db, bo.actor(), { callId });
    expect(await problem(startCall(db, phone.actor, intent(cy)))).toEqual({ code: "on_another_call" });
    const second = await startCall(db, bo.actor(), intent(cy));
    expect(await present(bo)).toEqual({ call: second.callId, held: [callId] });
  });

  it("is for the device that has the call: others are refused, and nothing changes", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    const running = await talking(ana, bo);
    const { callId } = await startCall(db, cy.actor(), intent(bo));
    for (const attempt of [
      () => answerCall(db, phone.actor, { callId, otherCall: "hold" }),
      () => holdCall(db, phone.actor, { callId: running }),
      () => resumeCall(db, phone.actor, { callId: running }),
    ])
      expect(await problem(attempt())).toEqual({ code: "on_another_device" });
    expect(await problem(holdCall(db, cy.actor(), { callId: running }))).toEqual({ code: "not_found" });
    expect(await problem(holdCall(db, bo.actor(), { callId }))).toEqual({ code: "not_on_call" });
    expect(await present(bo)).toEqual({ call: running, held: [] });
  });

  it("ends a held call too when its device's connection is lost for good", async () => {
    const { ana, held, active } = await heldAndActive();
    await sweepDeadlines(databaseAhead("61 seconds"));
    expect((await state(ana)).call).toMatchObject({ callId: held, endReason: "connection_lost" });
    expect(active).toBeDefined();
  });
});

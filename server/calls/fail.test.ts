import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { historyDetail } from "../history/detail";
import { type TestPerson, testDatabase, testSfu } from "../testing";
import { wire } from "../wiring";
import { intent, problem, stageFor } from "./calls.fixture";
import { failedInput } from "./contract";
import { failCall } from "./fail";
import { answerCall, startCall } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state, newest } = stageFor(db);

const lastMoment = async (person: TestPerson) => {
  const entry = await newest(person);
  return (await historyDetail(db, person.actor(), { id: entry?.id ?? "" })).timeline.at(-1);
};

describe("C7 a first connection that fails", () => {
  it("ends a call of two as failed, and says to both at which stage, now and in the history", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const { admissionId } = await answerCall(db, bo.actor(), { callId });
    await failCall(db, bo.actor(), { callId, admissionId, stage: "ice" });
    for (const one of [ana, bo]) {
      expect((await state(one)).call).toMatchObject({
        state: "ended",
        endReason: "failed",
        failedStage: "ice",
      });
      expect(await newest(one)).toMatchObject({ callId, status: "failed" });
      expect(await lastMoment(one)).toMatchObject({ kind: "ended", reason: "failed", stage: "ice" });
    }
  });

  it("ends a call that rings still where it is the caller's", async () => {
    const { ana, bo } = await contacts();
    const started = await startCall(db, ana.actor(), intent(bo));
    const admissionId = "admissionId" in started ? started.admissionId : "";
    await failCall(db, ana.actor(), { callId: started.callId, admissionId, stage: "signalling" });
    expect((await state(ana)).call).toMatchObject({ endReason: "failed", failedStage: "signalling" });
    expect((await state(bo)).incoming).toEqual([]);
  });

  it("takes one person alone out of a call that others are on", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    const { admissionId } = await answerCall(db, cy.actor(), { callId });
    await failCall(db, cy.actor(), { callId, admissionId, stage: "dtls" });
    expect((await state(ana)).call).toMatchObject({ state: "active", failedStage: null });
    expect(await newest(cy)).toMatchObject({ callId, status: "failed" });
    expect((await state(cy)).joinable).toMatchObject([{ callId }]);
  });

  it("said of another admission, from another device, by another person, or twice, changes nothing", async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const { admissionId } = await answerCall(db, bo.actor(), { callId });
    const said = { callId, admissionId, stage: "keys" } as const;
    await failCall(db, bo.actor(), { ...said, admissionId: randomUUID() });
    await failCall(db, phone.actor, said);
    await failCall(db, ana.actor(), said);
    expect(await problem(failCall(db, cy.actor(), said))).toEqual({ code: "not_found" });
    expect((await state(ana)).call).toMatchObject({ state: "active" });
    await failCall(db, bo.actor(), said);
    await failCall(db, bo.actor(), { ...said, stage: "ice" });
    expect((await state(ana)).call).toMatchObject({ failedStage: "keys" });
    expect(failedInput.safeParse({ ...said, stage: "weather" }).success).toBe(false);
  });
});

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "../auth";
import { Racers, testDatabase, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { intent, stageFor } from "./calls.fixture";
import { addPeople, answerCall, leaveCall, resumeCall, startCall } from "./index";
import { callRings } from "./schema";

const isLong = process.env.PEAL_LONG === "1";
const GROUP_RACES = isLong ? 500 : 20;
const SWAPS = isLong ? 500 : 30;
const CROSSINGS = isLong ? 300 : 15;

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state } = stageFor(db);
let racers: Racers;

beforeAll(async () => {
  racers = await Racers.start(3);
}, 60_000);
afterAll(() => racers.stop());

const soon = () => Date.now() + 50;

/** Two people in a call. */
async function talking(one: TestPerson, other: TestPerson): Promise<string> {
  const { callId } = await startCall(db, one.actor(), intent(other));
  await answerCall(db, other.actor(), { callId });
  return callId;
}
const present = async (person: TestPerson) => {
  const { call, held } = await state(person);
  return {
    call: call?.admissionId ? call.callId : undefined,
    held: held.map((one) => one.callId),
  };
};

describe("F1 R6 everybody in a group answers on several devices in the same millisecond", () => {
  it(`and each person has exactly one winner: ${GROUP_RACES} calls × 3 people × 3 devices`, {
    timeout: 600_000,
  }, async () => {
    const { ana, bo, cy, dee } = await contacts();
    const callees = await Promise.all(
      [bo, cy, dee].map(async (person) => ({
        person,
        devices: [person.device, await person.addDevice("Phone"), await person.addDevice("Tablet")],
      })),
    );
    for (let race = 0; race < GROUP_RACES; race++) {
      const { callId } = await startCall(db, ana.actor(), intent(bo, cy, dee));
      const atMs = soon();
      const winners: UserActor[] = [];
      for (const [at, verdicts] of (
        await Promise.all(
          callees.map(({ devices }) =>
            Promise.all(
              devices.map(({ actor }) => racers.order({ verb: "answer", actor, input: { callId }, atMs })),
            ),
          ),
        )
      ).entries()) {
        const winner = callees[at]?.devices[verdicts.findIndex((verdict) => verdict.result)];
        if (winner) winners.push(winner.actor);
        expect(verdicts.filter((verdict) => verdict.result)).toHaveLength(1);
        for (const { problem } of verdicts.filter((verdict) => !verdict.result))
          expect(problem?.code).toBe("already_answered");
      }
      const answered = await db
        .select({ userId: callRings.userId })
        .from(callRings)
        .where(and(eq(callRings.callId, callId), eq(callRings.state, "answered")));
      expect(new Set(answered.map((ring) => ring.userId)).size).toBe(3);
      expect(answered).toHaveLength(3);
      await Promise.all(
        [ana.actor(), ...winners].map((actor) =>
          racers.order({ verb: "leave", actor, input: { callId }, atMs: 0 }),
        ),
      );
      expect((await state(ana)).call).toMatchObject({ callId, state: "ended" });
    }
  });
});

describe("R4 two people swap the same two calls against each other", () => {
  it(`and both end with one call active and one on hold, without a deadlock: ${SWAPS} times`, {
    timeout: 600_000,
  }, async () => {
    const { bo, cy } = await contacts();
    const first = await talking(bo, cy);
    // A second call between the same two, each with the first one on hold.
    for (const person of [bo, cy])
      await db.$client`update call_participants set held_at = peal_now() where call_id = ${first} and user_id = ${person.id}`;
    const { callId: second } = await startCall(db, bo.actor(), intent(cy));
    await answerCall(db, cy.actor(), { callId: second });
    for (const [person, callId] of [
      [bo, first],
      [cy, second],
    ] as const)
      await resumeCall(db, person.actor(), { callId });
    for (let swap = 0; swap < SWAPS; swap++) {
      const [boTo, cyTo] = swap % 2 === 0 ? [second, first] : [first, second];
      const atMs = soon();
      const verdicts = await Promise.all(
        [
          { actor: bo.actor(), input: { callId: boTo } },
          { actor: cy.actor(), input: { callId: cyTo } },
        ].map((order) => racers.order({ verb: "resume", atMs, ...order })),
      );
      for (const { error, problem } of verdicts) expect([error, problem]).toEqual([undefined, undefined]);
      expect(await present(bo)).toEqual({ call: boTo, held: [cyTo] });
      expect(await present(cy)).toEqual({ call: cyTo, held: [boTo] });
    }
  });
});

describe("R4 two people answer into each other's call", () => {
  it(`with End & answer at once, and both calls go on: ${CROSSINGS} times`, {
    timeout: 600_000,
  }, async () => {
    const { ana, bo, cy, dee } = await contacts();
    for (let crossing = 0; crossing < CROSSINGS; crossing++) {
      const one = await talking(ana, bo);
      const other = await talking(dee, cy);
      await addPeople(db, ana.actor(), { callId: one, people: [cy.id] });
      await addPeople(db, dee.actor(), { callId: other, people: [bo.id] });
      const atMs = soon();
      const verdicts = await Promise.all(
        [
          { actor: bo.actor(), input: { callId: other, otherCall: "end" } },
          { actor: cy.actor(), input: { callId: one, otherCall: "end" } },
        ].map((order) => racers.order({ verb: "answer", atMs, ...order })),
      );
      for (const { error, problem } of verdicts) expect([error, problem]).toEqual([undefined, undefined]);
      expect(await present(bo)).toEqual({ call: other, held: [] });
      expect(await present(cy)).toEqual({ call: one, held: [] });
      await leaveCall(db, ana.actor(), { callId: one });
      await leaveCall(db, dee.actor(), { callId: other });
      expect((await state(bo)).call).toMatchObject({ callId: other, state: "ended" });
    }
  });

  it(`one person answers two calls on two devices at once, and is on one of them: ${CROSSINGS} times`, {
    timeout: 600_000,
  }, async () => {
    const { ana, bo, cy } = await contacts();
    const phone = await bo.addDevice("Phone");
    for (let crossing = 0; crossing < CROSSINGS; crossing++) {
      const callIds = await Promise.all(
        [ana, cy].map(async (caller) => (await startCall(db, caller.actor(), intent(bo))).callId),
      );
      const atMs = soon();
      const verdicts = await Promise.all(
        [bo.device, phone].map(({ actor }, at) =>
          racers.order({ verb: "answer", actor, input: { callId: callIds[at] }, atMs }),
        ),
      );
      expect(verdicts.filter((verdict) => verdict.result)).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict.problem?.code === "on_another_call")).toHaveLength(1);
      for (const [at, caller] of [ana, cy].entries())
        await leaveCall(db, caller.actor(), { callId: callIds[at] ?? "" });
    }
  });
});

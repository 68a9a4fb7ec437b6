import { randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import { describe, expect, it } from "vitest";
import { blockPerson } from "../contacts/block";
import { setRing } from "../contacts/set-ring";
import type { Database } from "../db";
import { listHistory } from "../history";
import { readState } from "../live";
import { changeRingSettings, setQuiet } from "../presence/settings";
import { databaseAhead, makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { leaveCall, startCall, sweepDeadlines } from "./index";

process.env.PEAL_LIMIT_RING_PERSON = "100/60";
await testSfu();
const db = await testDatabase();
wire();

const intent = (person: TestPerson) => ({
  people: [person.id],
  media: "audio" as const,
  idempotencyKey: randomUUID(),
});
const stateOf = async (person: TestPerson) =>
  (await readState(db, person.actor())) ?? expect.fail("signed out");
const friends = async () => {
  const people = await world(db, "Ana", "Bo");
  await makeContacts(db, people.ana, people.bo);
  return people;
};

describe("R13 how a person may be rung", () => {
  it("do not disturb and a silenced contact make a ring quiet; the caller hears it ring and it is missed as usual", async () => {
    for (const wish of ["quiet", "silenced"] as const) {
      const { ana, bo } = await friends();
      if (wish === "quiet") await setQuiet(db, bo.actor(), { kind: "on" });
      else await setRing(db, bo.actor(), { personId: ana.id, isSilenced: true });
      await startCall(db, ana.actor(), intent(bo));
      expect((await stateOf(bo)).incoming).toMatchObject([{ isQuiet: true }]);
      expect((await stateOf(ana)).call).toMatchObject({ state: "ringing" });
      await sweepDeadlines(databaseAhead("31 seconds"));
      expect((await stateOf(ana)).call).toMatchObject({ state: "ended", endReason: "no_answer" });
      expect((await listHistory(db, bo.id, { limit: 1 })).entries).toMatchObject([{ status: "missed" }]);
    }
  });

  it("an hour of do not disturb is over after an hour; quiet hours hold at the moment of the ring", async () => {
    const { ana, bo } = await friends();
    await setQuiet(db, bo.actor(), { kind: "hour" });
    const later = databaseAhead("61 minutes");
    const { callId } = await startCall(later, ana.actor(), intent(bo));
    expect((await readState(later, bo.actor()))?.incoming).toMatchObject([{ isQuiet: false }]);
    await leaveCall(later, ana.actor(), { callId });
    await setQuiet(db, bo.actor(), { kind: "off" });
    const always = { days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, toMinute: 0, timeZone: "Asia/Kathmandu" };
    await changeRingSettings(db, bo.actor(), { quietHours: always });
    await startCall(db, ana.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toMatchObject([{ isQuiet: true }]);
  });

  it("a contact rings with the tone chosen for them, others with the usual one", async () => {
    const { ana, bo } = await friends();
    const { cy } = await world(db, "Cy");
    await makeContacts(db, bo, cy);
    await setRing(db, bo.actor(), { personId: ana.id, ringTone: "chime" });
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toMatchObject([{ tone: "chime", isQuiet: false }]);
    await leaveCall(db, ana.actor(), { callId });
    await startCall(db, cy.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toMatchObject([{ tone: null }]);
    await expect(setRing(db, ana.actor(), { personId: cy.id, isSilenced: true })).rejects.toThrow(
      "person_not_found",
    );
  });

  it("a stranger rings only where anyone may, and leaves no trace elsewhere", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toEqual([]);
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect((await stateOf(ana)).call).toMatchObject({ callId, state: "ended", endReason: "no_answer" });
    expect((await listHistory(db, bo.id, { limit: 1 })).entries).toEqual([]);
    await changeRingSettings(db, bo.actor(), { whoMayRing: "anyone" });
    await startCall(db, ana.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toMatchObject([{ from: { name: "Ana" } }]);
  });

  it("anyone is not whom one blocked", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await changeRingSettings(db, bo.actor(), { whoMayRing: "anyone" });
    await blockPerson(db, bo.actor(), ana.id);
    await startCall(db, ana.actor(), intent(bo));
    expect((await stateOf(bo)).incoming).toEqual([]);
  });

  it("who is blocked or not allowed costs the same statements and gets the same reply and state as one who rings", async () => {
    const statements: string[] = [];
    const logger = { logQuery: (query: string) => statements.push(query) };
    const watched: Database = drizzle(db.$client, { logger });
    const outcome = async (caller: TestPerson, callee: TestPerson) => {
      statements.length = 0;
      const reply = await startCall(watched, caller.actor(), intent(callee));
      // What a statement does and where; whom it is about differs.
      const done = statements.map((statement) => statement.split(" where ")[0] ?? "").toSorted();
      const { call } = await stateOf(caller);
      const shape = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(shape)
          : value && typeof value === "object"
            ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
            : typeof value === "string"
              ? "text"
              : value;
      const plain = {
        ...call,
        startedAt: 0,
        participants: call?.participants.map((one) => ({ ...one, state: one.state })),
      };
      return { done, reply: shape(reply), call: shape(plain), state: call?.state };
    };
    const ordinary = await friends();
    const blocked = await friends();
    await blockPerson(db, blocked.bo.actor(), blocked.ana.id);
    const strangers = await world(db, "Ana", "Bo");
    const heard = await outcome(ordinary.ana, ordinary.bo);
    expect(heard.done.length).toBeGreaterThan(8);
    for (const { ana, bo } of [blocked, strangers]) expect(await outcome(ana, bo)).toEqual(heard);
  });
});

import { describe, expect, test } from "vitest";
import { answerCall, leaveCall, startCall } from "../calls";
import { publishKeys } from "../identity/publish";
import {
  databaseAhead,
  makeContacts,
  testDatabase,
  testKeys,
  type TestPerson,
  testSfu,
  world,
} from "../testing";
import { wire } from "../wiring";
import { keysOfPeople } from "./identity";

await testSfu();
const db = await testDatabase();
wire();

const withKeys = async (person: TestPerson) =>
  publishKeys(db, person.actor(), (await testKeys(person.id)).published);

describe("E2 the keys of people on a call with me", () => {
  test("are told while it runs and for a day after, to nobody else, and not of whom the call never reached", async () => {
    const { ana, bo, cy, dee } = await world(db, "Ana", "Bo", "Cy", "Dee");
    for (const one of [ana, bo, cy, dee]) await withKeys(one);
    await makeContacts(db, ana, bo);
    await makeContacts(db, ana, cy);
    const asks = async (who: TestPerson, whom: TestPerson, at = db) =>
      (await keysOfPeople(at, who.actor(), [whom.id])).length === 1;
    expect(await asks(bo, cy)).toBe(false);
    const { callId } = await startCall(db, ana.actor(), {
      people: [bo.id, cy.id],
      media: "audio",
      idempotencyKey: crypto.randomUUID(),
    });
    await answerCall(db, bo.actor(), { callId });
    expect([await asks(bo, cy), await asks(cy, bo)]).toEqual([true, true]);
    expect([await asks(dee, bo), await asks(bo, dee)]).toEqual([false, false]);
    await leaveCall(db, bo.actor(), { callId });
    await leaveCall(db, ana.actor(), { callId });
    expect(await asks(bo, cy)).toBe(true);
    expect(await asks(bo, cy, databaseAhead("25 hours"))).toBe(false);
    expect(await asks(bo, ana, databaseAhead("25 hours"))).toBe(true);
  });
});

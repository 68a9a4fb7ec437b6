import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { problem } from "../calls/calls.fixture";
import { declineCall, joinCall, leaveCall } from "../calls";
import { databaseAhead, testDatabase, type TestDevice, type TestPerson, testSfu } from "../testing";
import { wire } from "../wiring";
import { type Message, type SignedMessage, signedMessage } from "./contract";
import { keyStageFor, signed, voice } from "./e2ee.fixture";
import { holdKey, keysSince, sendKeys, sweepKeys } from "./index";
import { e2eeCounters, e2eeHeld, e2eeMessages } from "./schema";

process.env.PEAL_LIMIT_KEYS = "300/60";
await testSfu();
const db = await testDatabase();
wire();
const { contacts, start, warm, answer, running } = keyStageFor(db);

const send = (device: TestDevice, callId: string, ...messages: SignedMessage[]) =>
  sendKeys(db, device.actor, { callId, messages });
const read = async (device: TestDevice, callId: string, seq = 0) =>
  (await keysSince(db, device.actor, { callId, seq })).deliveries;
const heard = async (device: TestDevice, callId: string) =>
  (await read(device, callId)).map(({ message }) => message);
const kept = async (callId: string) =>
  (await db.select().from(e2eeMessages).where(eq(e2eeMessages.callId, callId))).length +
  (await db.select().from(e2eeHeld).where(eq(e2eeHeld.callId, callId))).length +
  (await db.select().from(e2eeCounters).where(eq(e2eeCounters.callId, callId))).length;

describe("E1 key messages reach whom they are for", () => {
  it("to the letter, in order, and not whoever sent them", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const hello = places.ana.says.announce();
    const key = places.ana.says.key(places.bo.admissionId);
    const ack = places.bo.says.ack(places.ana.admissionId);
    await send(ana.device, callId, hello, key);
    await send(bo.device, callId, ack);
    expect(await heard(bo.device, callId)).toEqual([hello, key]);
    expect(await heard(cy.device, callId)).toEqual([hello]);
    expect(await heard(ana.device, callId)).toEqual([ack]);
    expect((await read(bo.device, callId)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await read(bo.device, callId, 1)).toMatchObject([{ seq: 2 }]);
  });
});

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dropConnections, holdConnections, sweepConnections } from "../presence";
import { databaseAhead, testDatabase, testSfu } from "../testing";
import { wire } from "../wiring";
import { intent, stageFor } from "./calls.fixture";
import { answerCall, followRoom, freeCrashedTiles, startCall } from "./index";

await testSfu();
const db = await testDatabase();
wire();
const { contacts, state } = stageFor(db);
const one = randomUUID();

/** A call that Bo is in with a device; the caller sees Bo's seat. */
async function onACall(hasLive = true) {
  const { ana, bo } = await contacts();
  const { callId } = await startCall(db, ana.actor(), intent(bo));
  const { admissionId } = await answerCall(db, bo.actor(), { callId });
  await followRoom(db, { kind: "joined", callId, admissionId });
  if (hasLive) await holdConnections(db, one, [bo.device.id]);
  const seat = async () => (await state(ana)).call?.participants.find(({ person }) => person.id === bo.id);
  /** The page is gone: its live connection closes, and the row of it is swept away. */
  const dies = async () => {
    await dropConnections(db, one, [bo.device.id]);
    await sweepConnections(databaseAhead("6 seconds"));
  };
  return { ana, bo, callId, admissionId, seat, dies };
}

describe("F16 a page that dies in a call", () => {
  it("frees its tile within 20 s, before the SFU has noticed, and its seat is kept", async () => {
    const { seat, dies } = await onACall();
    await dies();
    await freeCrashedTiles(databaseAhead("14 seconds"));
    expect(await seat()).toMatchObject({ isPresent: true });
    await freeCrashedTiles(databaseAhead("17 seconds"));
    expect(await seat()).toMatchObject({ isPresent: false, state: "connected" });
  });

  it("is not one that comes back, one that never had a live connection, or one that has been away for longer", async () => {
    const back = await onACall();
    await back.dies();
    await holdConnections(db, one, [back.bo.device.id]);
    const without = await onACall(false);
    await freeCrashedTiles(databaseAhead("17 seconds"));
    expect(await back.seat()).toMatchObject({ isPresent: true });
    expect(await without.seat()).toMatchObject({ isPresent: true });

    const away = await onACall();
    await away.dies();
    await freeCrashedTiles(databaseAhead("25 seconds"));
    expect(await away.seat()).toMatchObject({ isPresent: true });
  });

  it("gets its tile back where the SFU says that it is there", async () => {
    const { callId, admissionId, seat, dies } = await onACall();
    await dies();
    await freeCrashedTiles(databaseAhead("17 seconds"));
    await followRoom(db, { kind: "joined", callId, admissionId });
    expect(await seat()).toMatchObject({ isPresent: true });
    await freeCrashedTiles(databaseAhead("21 seconds"));
    expect(await seat()).toMatchObject({ isPresent: true });
  });
});

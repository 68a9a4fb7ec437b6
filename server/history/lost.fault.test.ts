import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { userDevices } from "../auth/schema";
import { answerCall, followRoom, reconcileRooms, startCall, sweepDeadlines } from "../calls";
import { admissions } from "../calls/schema";
import { problemOf } from "../errors";
import { readState } from "../live";
import { databaseAhead, makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import { historyDetail } from "./detail";
import { listHistory } from "./index";

const sfu = await testSfu();
const db = await testDatabase();
wire();

const wish = (person: TestPerson) => ({
  people: [person.id],
  media: "audio" as const,
  idempotencyKey: randomUUID(),
});

async function running(ana: TestPerson, bo: TestPerson) {
  await makeContacts(db, ana, bo);
  const { callId } = await startCall(db, ana.actor(), wish(bo));
  await answerCall(db, bo.actor(), { callId });
  const seats = await db.select().from(admissions).where(eq(admissions.callId, callId));
  for (const { id } of seats) await followRoom(db, { kind: "joined", callId, admissionId: id });
  return callId;
}

it("F37 both browsers and LiveKit die in a call: within 60 s both can be called again, and history says why", async () => {
  const { ana, bo, cy, di, ed } = await world(db, "Ana", "Bo", "Cy", "Di", "Ed");
  const dead = await running(ana, bo);
  const alive = await running(cy, di);
  await makeContacts(db, ed, bo);
  // No device of the first call is on the live connection any more; those of the second still are at 29 s and 59 s.
  await sfu.kill();
  const seenAt = async (person: TestPerson, seconds: number) =>
    await db.$client`update ${db.$client("user_devices")} set last_seen_at = peal_now() + ${seconds} * interval '1 second'
      where user_id = ${person.id}`;
  await seenAt(cy, 29);
  await seenAt(di, 29);
  await reconcileRooms(databaseAhead("29 seconds"));
  await seenAt(cy, 59);
  await seenAt(di, 59);
  const later = databaseAhead("59 seconds");
  await reconcileRooms(later);
  await sweepDeadlines(databaseAhead("60 seconds"));

  const state = async (person: TestPerson) => (await readState(db, person.device.actor))?.call;
  expect(await state(ana)).toMatchObject({ callId: dead, state: "ended", endReason: "connection_lost" });
  expect(await state(cy)).toMatchObject({ callId: alive, state: "active" });
  for (const person of [ana, bo]) {
    const [entry] = (await listHistory(db, person.id, { limit: 1 })).entries;
    expect(entry).toMatchObject({ callId: dead, status: "failed" });
    expect(entry?.durationMs).toBeGreaterThan(0);
    const { timeline } = await historyDetail(db, person.actor(), { id: entry?.id ?? "" });
    expect(timeline.at(-1)).toMatchObject({ kind: "ended", reason: "connection_lost" });
  }
  // Bo is free: a call to him fails for want of the SFU alone, and is not busy. Di is on her call.
  const attempt = await startCall(db, ed.actor(), wish(bo)).catch(problemOf);
  expect(attempt).toMatchObject({ code: "media_unavailable" });
  expect((await listHistory(db, bo.id, { limit: 1 })).entries[0]).toMatchObject({ status: "missed" });
  await db.update(userDevices).set({ sessionId: null }).where(eq(userDevices.userId, ed.id));
});

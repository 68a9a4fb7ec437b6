import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { blocks } from "../contacts/schema";
import { signOut } from "../auth";
import { userDevices } from "../auth/schema";
import type { Problem } from "../errors/contract";
import { problemOf } from "../errors";
import { listHistory, missedCounts } from "../history";
import { readState } from "../live";
import { ringSettings } from "../presence/schema";
import { databaseAhead, makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { wire } from "../wiring";
import {
  addPeople,
  alerted,
  answerCall,
  closePage,
  declineCall,
  followRoom,
  joinCall,
  leaveCall,
  startCall,
  sweepDeadlines,
} from "./index";
import { calls } from "./schema";

await testSfu();
const db = await testDatabase();
wire();

async function contacts() {
  const people = await world(db, "Ana", "Bo", "Cy");
  await makeContacts(db, people.ana, people.bo);
  await makeContacts(db, people.ana, people.cy);
  await makeContacts(db, people.bo, people.cy);
  return people;
}

const intent = (...people: TestPerson[]) => ({
  people: people.map((person) => person.id),
  media: "video" as const,
  idempotencyKey: randomUUID(),
});

async function problem(attempt: Promise<unknown>): Promise<Problem | null> {
  try {
    await attempt;
  } catch (error) {
    const found = problemOf(error);
    if (!found) throw error;
    return found;
  }
  return null;
}

const state = async (person: TestPerson, device = person.device) => {
  const read = await readState(db, device.actor);
  if (!read) throw new Error("signed out");
  return read;
};
const newest = async (person: TestPerson) => (await listHistory(db, person.id, { limit: 1 })).entries[0];
const callCount = async () => (await db.select({ id: calls.id }).from(calls)).length;

describe("R1 a call rings every device", () => {
  it("shows on each signed-in device of the callee, and counts those that say so", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const away = await bo.addDevice("Signed out");
    await db.update(userDevices).set({ sessionId: null }).where(eq(userDevices.id, away.id));
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    for (const device of [bo.device, phone]) {
      const [incoming] = (await state(bo, device)).incoming;
      expect(incoming).toMatchObject({ callId, media: "video", from: { name: "Ana" }, isWaiting: false });
      expect(incoming?.ringMsLeft).toBeGreaterThan(28_000);
      await alerted(db, device.actor, { callId });
      await alerted(db, device.actor, { callId });
    }
    expect((await state(ana)).call).toMatchObject({ state: "ringing", ringingDevices: 2 });
  });
});

describe("R1 a device without a ring of its own", () => {
  it("shows nothing: neither one that signed in later, nor one that is set not to ring", async () => {
    const { ana, bo } = await contacts();
    const quiet = await bo.addDevice("Quiet");
    await db.update(userDevices).set({ ringEnabled: false }).where(eq(userDevices.id, quiet.id));
    await startCall(db, ana.actor(), intent(bo));
    const late = await bo.addDevice("Late");
    for (const device of [quiet, late]) expect((await state(bo, device)).incoming).toEqual([]);
    expect((await state(bo)).incoming).toHaveLength(1);
  });
});

describe("R2 the first answer wins", () => {
  it("stops the other devices, which say where it was answered", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Pixel 9");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const admission = await answerCall(db, phone.actor, { callId });
    expect(admission.token.split(".")).toHaveLength(3);
    const other = await state(bo);
    expect(other.incoming).toEqual([]);
    expect(other.stopped).toMatchObject([{ callId, reason: "answered_elsewhere", deviceName: "Pixel 9" }]);
    expect(other.elsewhere).toMatchObject([{ callId, deviceName: "Pixel 9" }]);
    expect((await state(bo, phone)).call).toMatchObject({
      state: "active",
      admissionId: admission.admissionId,
    });
    expect(await problem(answerCall(db, bo.actor(), { callId }))).toEqual({
      code: "already_answered",
      deviceName: "Pixel 9",
    });
    expect((await answerCall(db, phone.actor, { callId })).admissionId).toBe(admission.admissionId);
  });

  it("says so to a device that answers after the call has ended, too", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Pixel 9");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, phone.actor, { callId });
    await leaveCall(db, ana.actor(), { callId });
    expect(await problem(answerCall(db, bo.actor(), { callId }))).toMatchObject({ code: "already_answered" });
    expect(await problem(answerCall(db, phone.actor, { callId }))).toEqual({
      code: "call_over",
      reason: "hung_up",
    });
  });
});

describe("R3 an unanswered call", () => {
  it("is missed at its deadline and cannot be answered after, also before anyone swept", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const later = databaseAhead("31 seconds");
    expect(await problem(answerCall(later, bo.actor(), { callId }))).toEqual({ code: "not_ringing" });
    await sweepDeadlines(later);
    expect(await newest(ana)).toMatchObject({ status: "no_answer", direction: "outgoing", durationMs: null });
    expect(await newest(bo)).toMatchObject({ status: "missed", direction: "incoming", isNew: true });
    expect((await missedCounts(db, [bo.id])).get(bo.id)).toBe(1);
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "no_answer" });
  });
});

describe("R4 declining, cancelling, busy", () => {
  it("a decline stops all of a person's devices and tells the caller", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await declineCall(db, phone.actor, { callId });
    expect((await state(bo)).incoming).toEqual([]);
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "declined" });
    expect(await newest(bo)).toMatchObject({ status: "declined", isNew: false });
    await declineCall(db, bo.actor(), { callId });
  });

  it("a cancel stops all devices and is a missed call there", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await leaveCall(db, ana.actor(), { callId });
    expect((await state(bo)).stopped).toMatchObject([{ reason: "cancelled" }]);
    expect(await newest(ana)).toMatchObject({ status: "cancelled" });
    expect(await newest(bo)).toMatchObject({ status: "missed" });
    expect(await problem(answerCall(db, bo.actor(), { callId }))).toEqual({
      code: "call_over",
      reason: "cancelled",
    });
  });

  it("who is on a call and has waiting off is busy, and nothing rings", async () => {
    const { ana, bo, cy } = await contacts();
    await db.insert(ringSettings).values({ userId: bo.id, hasCallWaiting: false });
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    const second = await startCall(db, cy.actor(), intent(bo));
    expect(second).toMatchObject({ isOver: true });
    expect((await state(bo)).incoming).toEqual([]);
    expect((await state(cy)).call).toMatchObject({ state: "ended", endReason: "busy" });
    expect(await newest(cy)).toMatchObject({ status: "busy" });
    expect(await newest(bo)).toMatchObject({ status: "missed" });
    expect(await problem(startCall(db, bo.actor(), intent(cy)))).toEqual({ code: "on_another_call" });
  });

  it("a crash leaves nobody busy: a seat that lapsed frees its person (C1)", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    const later = databaseAhead("61 seconds");
    expect(await startCall(later, cy.actor(), intent(bo))).toMatchObject({ isOver: false });
    await sweepDeadlines(later);
    expect((await state(ana)).call).toMatchObject({ callId, endReason: "connection_lost" });
    expect(await newest(ana)).toMatchObject({ status: "failed" });
  });
});

describe("R5 a request repeated with its key", () => {
  it("returns the same call, marked as a repeat", async () => {
    const { ana, bo } = await contacts();
    const wish = intent(bo);
    const first = await startCall(db, ana.actor(), wish);
    const again = await startCall(db, ana.actor(), wish);
    expect(first).toMatchObject({ deduplicated: false });
    expect(again).toMatchObject({ deduplicated: true, callId: first.callId });
    expect((again as { admissionId: string }).admissionId).toBe(
      (first as { admissionId: string }).admissionId,
    );
  });

  it("is refused with other people, from another device, and after 5 minutes", async () => {
    const { ana, bo, cy } = await contacts();
    const wish = intent(bo);
    await startCall(db, ana.actor(), wish);
    const phone = await ana.addDevice("Phone");
    expect(await problem(startCall(db, ana.actor(), { ...wish, people: [cy.id] }))).toEqual({
      code: "key_reused",
    });
    expect(await problem(startCall(db, phone.actor, wish))).toEqual({ code: "key_reused" });
    expect(await problem(startCall(databaseAhead("6 minutes"), ana.actor(), wish))).toEqual({
      code: "key_expired",
    });
  });
});

describe("R5 the key of another person", () => {
  it("is worth nothing to me: it starts a call of my own", async () => {
    const { ana, bo, cy } = await contacts();
    const wish = intent(cy);
    const hers = await startCall(db, ana.actor(), wish);
    await leaveCall(db, ana.actor(), { callId: hers.callId });
    const mine = await startCall(db, bo.actor(), wish);
    expect(mine).toMatchObject({ deduplicated: false });
    expect(mine.callId).not.toBe(hers.callId);
  });

  it("stands for the same call also when people were added since", async () => {
    const { ana, bo, cy } = await contacts();
    const wish = intent(bo);
    const first = await startCall(db, ana.actor(), wish);
    await addPeople(db, ana.actor(), { callId: first.callId, people: [cy.id] });
    expect(await startCall(db, ana.actor(), wish)).toMatchObject({
      deduplicated: true,
      callId: first.callId,
    });
  });
});

describe("F4 two people who call each other", () => {
  it("meet in the earlier call", async () => {
    const { ana, bo } = await contacts();
    const [one, two] = await Promise.all([
      startCall(db, ana.actor(), intent(bo)),
      startCall(db, bo.actor(), intent(ana)),
    ]);
    expect(one.callId).toBe(two.callId);
    expect((await state(ana)).call).toMatchObject({ state: "active", callId: one.callId });
    expect((await state(bo)).call).toMatchObject({ state: "active", callId: one.callId });
  });
});

describe("R6 a call of three", () => {
  it("goes on while two are left, and each person answers for themselves", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    expect((await state(cy)).incoming).toMatchObject([{ callId, others: [{ name: "Bo" }] }]);
    await answerCall(db, cy.actor(), { callId });
    await leaveCall(db, ana.actor(), { callId });
    expect((await state(bo)).call).toMatchObject({ state: "active" });
    await leaveCall(db, bo.actor(), { callId });
    expect((await state(cy)).call).toMatchObject({ state: "ended", endReason: "hung_up" });
  });
});

describe("bad input changes nothing", () => {
  it("calling oneself, someone unknown, someone I blocked", async () => {
    const { ana, bo } = await contacts();
    await db.insert(blocks).values({ userId: ana.id, blockedId: bo.id });
    const before = await callCount();
    expect(await problem(startCall(db, ana.actor(), intent(ana)))).toEqual({ code: "is_yourself" });
    expect(await problem(startCall(db, ana.actor(), { ...intent(), people: [randomUUID()] }))).toEqual({
      code: "person_not_found",
    });
    expect(await problem(startCall(db, ana.actor(), intent(bo)))).toEqual({ code: "you_blocked_them" });
    const many = Array.from({ length: 32 }, () => randomUUID());
    expect(await problem(startCall(db, ana.actor(), { ...intent(), people: many }))).toEqual({
      code: "too_many_people",
      most: 32,
    });
    expect(await callCount()).toBe(before);
  });

  it("an id of someone else's call is as unknown as one that does not exist", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    for (const id of [callId, randomUUID()]) {
      for (const verb of [answerCall, declineCall, leaveCall, joinCall, alerted]) {
        expect(await problem(verb(db, cy.actor(), { callId: id }))).toEqual({ code: "not_found" });
      }
    }
    expect((await state(ana)).call).toMatchObject({ state: "ringing" });
  });
});

describe("R13 someone who is blocked", () => {
  it("hears it ring and not be answered; the one who blocked sees nothing, now and later", async () => {
    const { ana, bo } = await contacts();
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    expect((await state(bo)).incoming).toEqual([]);
    expect((await state(ana)).call).toMatchObject({ state: "ringing", ringingDevices: 0 });
    expect(await problem(answerCall(db, bo.actor(), { callId }))).toEqual({ code: "not_found" });
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect(await newest(ana)).toMatchObject({ status: "no_answer" });
    expect(await newest(bo)).toBeUndefined();
    expect((await state(bo)).stopped).toEqual([]);
  });
});

describe("C7 seats", () => {
  it("a reload takes the seat again, under a new admission; another device cannot", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const first = await answerCall(db, bo.actor(), { callId });
    await followRoom(db, { kind: "joined", callId, admissionId: first.admissionId });
    await closePage(db, bo.actor(), { admissionId: first.admissionId });
    const seat = async () => (await state(ana)).call?.participants.find((one) => one.person.id === bo.id);
    expect(await seat()).toMatchObject({ state: "connected", isPresent: false });
    expect(await problem(joinCall(db, phone.actor, { callId }))).toEqual({ code: "not_found" });
    const second = await joinCall(db, bo.actor(), { callId });
    expect(second.admissionId).not.toBe(first.admissionId);
    expect(await seat()).toMatchObject({ admissionId: second.admissionId, isPresent: true });
    // The old connection's goodbye comes late: it is not the seat any more.
    await followRoom(db, { kind: "left", callId, admissionId: first.admissionId, byIntent: true });
    await sweepDeadlines(databaseAhead("11 seconds"));
    expect(await seat()).toMatchObject({ state: "connected", isPresent: true });
  });

  it("a closed page frees its seat after 10 s, and the call is over", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const mine = await answerCall(db, bo.actor(), { callId });
    await followRoom(db, { kind: "joined", callId, admissionId: mine.admissionId });
    await closePage(db, bo.actor(), { admissionId: mine.admissionId });
    await sweepDeadlines(databaseAhead("9 seconds"));
    expect((await state(ana)).call).toMatchObject({ state: "active" });
    await sweepDeadlines(databaseAhead("11 seconds"));
    expect((await state(ana)).call).toMatchObject({ state: "ended", endReason: "connection_lost" });
  });

  it("another person cannot close my page", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    const mine = await answerCall(db, bo.actor(), { callId });
    await followRoom(db, { kind: "joined", callId, admissionId: mine.admissionId });
    await closePage(db, ana.actor(), { admissionId: mine.admissionId });
    const seat = (await state(ana)).call?.participants.find((one) => one.person.id === bo.id);
    expect(seat).toMatchObject({ isPresent: true });
  });
});

describe("R11 a device that is signed out", () => {
  it("rings no more, and the others go on", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Phone");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await signOut(db, phone.actor);
    expect((await state(bo)).incoming).toMatchObject([{ callId }]);
    expect(await readState(db, phone.actor)).toBeNull();
  });

  it("leaves its call, which is over for the other", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    await signOut(db, bo.actor());
    expect((await state(ana)).call).toMatchObject({ callId, state: "ended", endReason: "hung_up" });
  });

  it("cancels the call that it was making", async () => {
    const { ana, bo } = await contacts();
    await startCall(db, ana.actor(), intent(bo));
    await signOut(db, ana.actor());
    expect((await state(bo)).stopped).toMatchObject([{ reason: "cancelled" }]);
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { answerCall, declineCall, joinCall, leaveCall, ringAgain, startCall, sweepDeadlines } from "../calls";
import { admissions, callParticipants, calls } from "../calls/schema";
import { contactGroupMembers, contactGroups } from "../contacts/schema";
import { problemOf } from "../errors";
import { declineMove, seen, takeCall } from "../handoff";
import { readState } from "../live";
import {
  databaseAhead,
  makeContacts,
  seedHistory,
  testDatabase,
  type TestDevice,
  type TestPerson,
  testSfu,
  world,
} from "../testing";
import { chatMessages, padUpdates } from "../chat/schema";
import { wire } from "../wiring";
import { historyDetail } from "./detail";
import { listHistory, missedCounts, purgeHistory } from "./index";
import { markSeen } from "./mark-seen";
import { removeAll, removeEntry, restoreEntries } from "./remove";
import { historyEntries } from "./schema";

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
const newest = async (person: TestPerson) => (await listHistory(db, person.id, { limit: 1 })).entries[0];
const missed = async (person: TestPerson) => (await missedCounts(db, [person.id])).get(person.id) ?? 0;
const detail = async (person: TestPerson) =>
  await historyDetail(db, person.actor(), { id: (await newest(person))?.id ?? "" });
const said = async (person: TestPerson) =>
  (await detail(person)).timeline.map((moment) => [moment.kind, moment.person?.name ?? "me"].join(" "));

describe("C3 each person's own part of a group call", () => {
  it("is missed when their ring is over, while the call goes on", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    expect(await newest(cy)).toBeUndefined();
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect((await readState(db, ana.device.actor))?.call).toMatchObject({ state: "active" });
    expect(await newest(cy)).toMatchObject({ status: "missed", isNew: true, durationMs: null });
    expect(await missed(cy)).toBe(1);
    expect(await newest(bo)).toBeUndefined();

    await markSeen(db, cy.actor());
    await leaveCall(db, bo.actor(), { callId });
    expect(await missed(cy)).toBe(0);
    expect(await newest(cy)).toMatchObject({ status: "missed", isNew: false });
    expect(await newest(ana)).toMatchObject({ status: "completed", direction: "outgoing" });
  });

  it("is missed anew when they are rung again in vain", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await declineCall(db, cy.actor(), { callId, message: "In ten minutes" });
    expect(await newest(cy)).toMatchObject({ status: "declined", isNew: false });
    await ringAgain(db, bo.actor(), { callId, personId: cy.id });
    await sweepDeadlines(databaseAhead("31 seconds"));
    expect(await newest(cy)).toMatchObject({ status: "missed", isNew: true });
    expect(await missed(cy)).toBe(1);
  });

  it("is the sum of the times when they leave and come back", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await answerCall(db, cy.actor(), { callId });
    await leaveCall(databaseAhead("20 seconds"), cy.actor(), { callId });
    const first = (await newest(cy))?.durationMs ?? 0;
    expect(first).toBeGreaterThan(19_000);
    await joinCall(databaseAhead("50 seconds"), cy.actor(), { callId });
    await leaveCall(databaseAhead("60 seconds"), cy.actor(), { callId });
    const both = (await newest(cy))?.durationMs ?? 0;
    expect(both - first).toBeGreaterThan(9_000);
    expect(both - first).toBeLessThan(15_000);
    expect((await listHistory(db, cy.id, { limit: 9 })).entries).toHaveLength(1);
  });

  it("says that it was lost for the one who lapsed, and not for those who talked on", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await answerCall(db, cy.actor(), { callId });
    await db.transaction(async (tx) => {
      await tx
        .update(admissions)
        .set({ expiresAt: null, state: "joined" })
        .where(eq(admissions.callId, callId));
      await tx
        .update(admissions)
        .set({ expiresAt: new Date(0), state: "gone" })
        .where(eq(admissions.userId, cy.id));
    });
    await sweepDeadlines(db);
    expect(await newest(cy)).toMatchObject({ status: "failed" });
    await leaveCall(db, bo.actor(), { callId });
    expect(await newest(cy)).toMatchObject({ status: "failed" });
    expect(await newest(bo)).toMatchObject({ status: "completed" });
  });

  it("does not come back to who deleted it while the call goes on", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await declineCall(db, cy.actor(), { callId });
    await removeEntry(db, cy.actor(), { id: (await newest(cy))?.id ?? "" });
    await leaveCall(db, bo.actor(), { callId });
    expect(await newest(cy)).toBeUndefined();
  });
});

describe("C3 one call in detail", () => {
  it("R8 is one call with its moves, which nobody else is told of", async () => {
    const { ana, bo } = await contacts();
    const pixel = await bo.addDevice("Pixel 9");
    const laptop = await ana.addDevice("Laptop");
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await answerCall(db, bo.actor(), { callId });
    const moves = async (person: TestPerson, device: TestDevice, other: TestPerson) => {
      const { admissionId } = await takeCall(db, person.actor(device), { callId });
      await seen(db, other.actor(), { callId, admissionId });
    };
    await moves(bo, pixel, ana);
    await moves(ana, laptop, bo);
    const failed = await takeCall(db, bo.actor(), { callId });
    await declineMove(db, bo.actor(), { callId });
    await leaveCall(db, bo.actor(pixel), { callId });
    expect(failed.callId).toBe(callId);

    const his = await detail(bo);
    expect(his.timeline.flatMap((one) => (one.kind === "moved" ? [one.deviceName] : []))).toEqual([
      "Pixel 9",
    ]);
    expect(his).toMatchObject({ status: "completed", deviceName: "Pixel 9" });
    expect(his.devices).toEqual([
      { name: "Chrome on Linux", part: "answered" },
      { name: "Pixel 9", part: "continued" },
    ]);
    expect((await listHistory(db, bo.id, { limit: 5 })).entries).toHaveLength(1);
    const hers = await detail(ana);
    expect(hers.timeline.flatMap((one) => (one.kind === "moved" ? [one.deviceName] : []))).toEqual([
      "Laptop",
    ]);
    expect(hers.devices).toEqual([
      { name: "Chrome on Linux", part: "called" },
      { name: "Laptop", part: "continued" },
    ]);
  });

  it("tells who called, on which own devices it rang, where it was answered and who hung up", async () => {
    const { ana, bo } = await contacts();
    const phone = await bo.addDevice("Pixel 9");
    const { callId } = await startCall(db, ana.actor(), { ...intent(bo), topic: "2 min, about the invoice" });
    await answerCall(db, phone.actor, { callId });
    await leaveCall(databaseAhead("61 seconds"), ana.actor(), { callId });
    expect(await said(bo)).toEqual(["called Ana", "answered me", "left Ana", "ended me"]);
    expect(await said(ana)).toEqual(["called me", "answered Bo", "left me", "ended me"]);
    const his = await detail(bo);
    expect(his).toMatchObject({
      topic: "2 min, about the invoice",
      isRunning: false,
      canLeaveNote: false,
      devices: [
        { name: "Chrome on Linux", part: "unreached" },
        { name: "Pixel 9", part: "answered" },
      ],
      parts: [{ person: { name: "Ana", isContact: true }, part: "talked", isCaller: true }],
    });
    expect(his.parts[0]?.durationMs).toBeGreaterThan(60_000);
    const hers = await detail(ana);
    expect(hers.devices).toEqual([{ name: "Chrome on Linux", part: "called" }]);
    expect(JSON.stringify(hers)).not.toContain("Pixel");
  });

  it("T5 says that something was written to those who were there, once it is over, with whom they met", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    const { call } = (await readState(db, ana.device.actor)) ?? {};
    const partOf = (person: TestPerson) =>
      call?.participants.find((one) => one.person.id === person.id)?.participantId ?? "";
    const message = { callId, id: randomUUID(), fromParticipant: partOf(ana), body: "e30" };
    await db.insert(chatMessages).values({ ...message, seq: 1 });
    await leaveCall(db, bo.actor(), { callId });
    // It rings on for Cy, who comes when Bo has left.
    expect((await detail(bo)).chat).toBeNull();
    await answerCall(databaseAhead("1 second"), cy.actor(), { callId });
    await leaveCall(databaseAhead("2 seconds"), cy.actor(), { callId });

    const met = async (person: TestPerson) =>
      (await detail(person)).chat?.people.map(({ name }) => name).toSorted();
    expect((await detail(ana)).chat?.me).toBe(partOf(ana));
    expect(await met(ana)).toEqual(["Ana", "Bo", "Cy"]);
    expect(await met(bo)).toEqual(["Ana", "Bo"]);
    expect(await met(cy)).toEqual(["Ana", "Bo", "Cy"]);
  });

  it("T5 says nothing of what was written to who was not on it, nor where nothing was", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await declineCall(db, cy.actor(), { callId });
    const { call } = (await readState(db, ana.device.actor)) ?? {};
    const fromParticipant = call?.participants[0]?.participantId ?? "";
    await leaveCall(db, bo.actor(), { callId });
    expect((await detail(bo)).chat).toBeNull();
    await db.insert(chatMessages).values({ callId, id: randomUUID(), fromParticipant, body: "e30", seq: 1 });
    expect((await detail(bo)).chat).toMatchObject({ hasMessages: true, hasNotes: false });
    await db.insert(padUpdates).values({ callId, id: randomUUID(), fromParticipant, body: "e30", seq: 1 });
    expect((await detail(bo)).chat).toMatchObject({ hasMessages: true, hasNotes: true });
    expect((await detail(cy)).chat).toBeNull();
  });

  it("shows what was said with declining to the two whom it concerns alone", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await answerCall(db, bo.actor(), { callId });
    await declineCall(db, cy.actor(), { callId, message: "In a train" });
    await leaveCall(db, bo.actor(), { callId });
    const messages = async (person: TestPerson) =>
      (await detail(person)).timeline.flatMap((moment) =>
        moment.kind === "declined" ? [moment.message] : [],
      );
    expect(await messages(ana)).toEqual(["In a train"]);
    expect(await messages(cy)).toEqual(["In a train"]);
    expect(await messages(bo)).toEqual([null]);
  });

  it("ends for a person where their own part ended: nothing of what came later", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await declineCall(db, cy.actor(), { callId });
    const later = databaseAhead("10 seconds");
    await answerCall(later, bo.actor(), { callId });
    await leaveCall(databaseAhead("99 seconds"), bo.actor(), { callId });
    expect(await said(cy)).toEqual(["called Ana", "declined me"]);
    expect((await detail(cy)).parts.map((part) => part.durationMs)).toEqual([null, null]);
  });

  it("is nobody else's", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await declineCall(db, bo.actor(), { callId });
    const id = (await newest(bo))?.id ?? "";
    await expect(historyDetail(db, cy.actor(), { id })).rejects.toSatisfy(
      (error) => problemOf(error)?.code === "not_found",
    );
    await expect(removeEntry(db, ana.actor(), { id })).rejects.toSatisfy(
      (error) => problemOf(error)?.code === "not_found",
    );
  });
});

describe("C3 the list", () => {
  it("comes in pages without a gap or a double, calls of one moment among them", async () => {
    const { ana, bo, cy } = await contacts();
    await seedHistory(db, { of: ana, with: [bo, cy], count: 120 });
    const ids: string[] = [];
    let cursor: Parameters<typeof listHistory>[2]["cursor"];
    do {
      const page = await listHistory(db, ana.id, { limit: 30, cursor });
      ids.push(...page.entries.map((entry) => entry.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
  });

  it("is filtered and searched; a percent sign is a percent sign", async () => {
    const { ana, bo, cy } = await contacts();
    await seedHistory(db, { of: ana, with: [bo, cy], count: 12 });
    const found = async (wanted: Partial<Parameters<typeof listHistory>[2]>) =>
      (await listHistory(db, ana.id, { limit: 100, ...wanted })).entries;
    expect((await found({ filter: "missed" })).every((entry) => entry.status === "missed")).toBe(true);
    expect((await found({ filter: "incoming" })).every((entry) => entry.direction === "incoming")).toBe(true);
    const outgoing = await found({ filter: "outgoing", media: "audio" });
    expect(outgoing.length).toBeGreaterThan(0);
    expect(outgoing.every((entry) => entry.direction === "outgoing" && entry.media === "audio")).toBe(true);
    expect(await found({ search: cy.handle.toUpperCase() })).toHaveLength(6);
    expect(await found({ personId: bo.id })).toHaveLength(6);
    expect(await found({ search: "%" })).toHaveLength(0);
    expect(await found({ filter: "notes" })).toHaveLength(0);
    // One's own name is in every call and finds none.
    expect(await found({ search: ana.handle })).toHaveLength(0);
    await db.update(calls).set({ topic: "100% of the invoice" }).where(eq(calls.startedBy, ana.id));
    expect((await found({ search: "0% of" })).length).toBeGreaterThan(0);
  });

  it("names the saved group for the one whose group it is", async () => {
    const { ana, bo, cy } = await contacts();
    const [group] = await db.insert(contactGroups).values({ ownerId: ana.id, name: "Team" }).returning();
    const groupId = group?.id ?? "";
    await db.insert(contactGroupMembers).values([bo, cy].map((person) => ({ groupId, userId: person.id })));
    const { callId } = await startCall(db, ana.actor(), { ...intent(), groupId });
    await leaveCall(db, ana.actor(), { callId });
    expect(await newest(ana)).toMatchObject({ group: { id: groupId, name: "Team" }, people: [{}, {}] });
    expect(await newest(bo)).toMatchObject({ group: null, status: "missed" });
    expect((await listHistory(db, ana.id, { limit: 9, groupId })).entries).toHaveLength(1);
    expect((await listHistory(db, ana.id, { limit: 9, search: "tea" })).entries).toHaveLength(1);
    expect((await listHistory(db, bo.id, { limit: 9, groupId })).entries).toHaveLength(0);
  });
});

describe("C3 deleting", () => {
  it("can be undone, is one's own alone, and is for good after a day", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo));
    await leaveCall(db, ana.actor(), { callId });
    const id = (await newest(bo))?.id ?? "";
    await removeEntry(db, bo.actor(), { id });
    expect(await newest(bo)).toBeUndefined();
    expect(await missed(bo)).toBe(0);
    expect(await newest(ana)).toBeDefined();
    await restoreEntries(db, ana.actor(), { ids: [id] });
    expect(await newest(bo)).toBeUndefined();
    await restoreEntries(db, bo.actor(), { ids: [id] });
    expect(await newest(bo)).toMatchObject({ id });

    expect(await removeAll(db, bo.actor())).toEqual({ removed: 1 });
    await purgeHistory(db);
    expect(await db.select().from(historyEntries).where(eq(historyEntries.id, id))).toHaveLength(1);
    await purgeHistory(databaseAhead("25 hours"));
    expect(await db.select().from(historyEntries).where(eq(historyEntries.id, id))).toHaveLength(0);
    expect(await newest(ana)).toBeDefined();
  });
});

describe("R13 a person who blocked the caller", () => {
  it("has no entry, also of a part that ends while others talk", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await startCall(db, ana.actor(), intent(bo, cy));
    await db.update(callParticipants).set({ isSilenced: true }).where(eq(callParticipants.userId, cy.id));
    await answerCall(db, bo.actor(), { callId });
    await sweepDeadlines(databaseAhead("31 seconds"));
    await leaveCall(db, bo.actor(), { callId });
    expect(await newest(cy)).toBeUndefined();
    expect((await detail(ana)).parts).toMatchObject([{ part: "talked" }, { part: "missed" }]);
  });
});

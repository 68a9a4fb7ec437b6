import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { POST } from "./route";
import { GET } from "./[noteId]/route";
import { answerCall, declineCall, leaveCall, startCall } from "../../../server/calls";
import { blocks } from "../../../server/contacts/schema";
import { limit } from "../../../server/limits";
import {
  databaseAhead,
  makeContacts,
  sessionCookie,
  testDatabase,
  type TestPerson,
  testSfu,
  world,
} from "../../../server/testing";
import { wire } from "../../../server/wiring";
import { historyDetail } from "../../../server/history/detail";
import { listHistory, missedCounts, purgeHistory } from "../../../server/history";
import { markSeen } from "../../../server/history/mark-seen";
import { notePlayed } from "../../../server/history/play-note";
import { removeEntry } from "../../../server/history/remove";
import { removeNote, takeNoteBack } from "../../../server/history/remove-note";
import { callNotes } from "../../../server/history/schema";

await testSfu();
const db = await testDatabase();
wire();

const WEBM = Buffer.concat([Buffer.from("1a45dfa3", "hex"), Buffer.from("0123456789".repeat(10))]);
const own = { "x-peal": "1", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };

async function declinedCall() {
  const people = await world(db, "Ana", "Bo", "Cy");
  await makeContacts(db, people.ana, people.bo);
  await makeContacts(db, people.ana, people.cy);
  const wish = { people: [people.bo.id], media: "video" as const, idempotencyKey: randomUUID() };
  const { callId } = await startCall(db, people.ana.actor(), wish);
  await declineCall(db, people.bo.actor(), { callId });
  return { ...people, callId };
}

type Sent = {
  callId: string;
  media?: string;
  durationMs?: number;
  body?: Buffer;
  headers?: Record<string, string>;
};

async function send(
  person: TestPerson,
  { callId, media = "audio", durationMs = 23_000, body = WEBM, headers = own }: Sent,
) {
  const address = `http://localhost:3000/api/notes?${new URLSearchParams({ callId, media, durationMs: String(durationMs) })}`;
  const cookie = await sessionCookie(person.device);
  const response = await POST(
    new Request(address, { method: "POST", headers: { ...headers, cookie }, body: new Uint8Array(body) }),
  );
  return { status: response.status, body: await response.json() };
}

async function play(person: TestPerson, noteId: string, range?: string) {
  const cookie = await sessionCookie(person.device);
  const request = new Request(`http://localhost:3000/api/notes/${noteId}`, {
    headers: { cookie, ...(range ? { range } : {}) },
  });
  const response = await GET(request, { params: Promise.resolve({ noteId }) });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

const newest = async (person: TestPerson) => (await listHistory(db, person.id, { limit: 1 })).entries[0];
const stored = async (callId: string) =>
  await db.select().from(callNotes).where(eq(callNotes.callId, callId));

describe("R12 a note after a call that nobody took", () => {
  it("reaches the person who was called, who alone can play it, whole and in parts", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    expect((await historyDetail(db, ana.actor(), { id: (await newest(ana))?.id ?? "" })).canLeaveNote).toBe(
      true,
    );
    expect(await send(ana, { callId })).toEqual({ status: 200, body: {} });
    const entry = await newest(bo);
    expect(entry).toMatchObject({
      status: "declined",
      isNew: true,
      note: { from: { name: "Ana" }, media: "audio", durationMs: 23_000, isPlayed: false },
    });
    expect((await listHistory(db, bo.id, { limit: 9, filter: "notes" })).entries).toHaveLength(1);
    const noteId = entry?.note?.id ?? "";

    const whole = await play(bo, noteId);
    expect(whole.status).toBe(200);
    expect(whole.bytes.equals(WEBM)).toBe(true);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "audio/webm",
      "content-disposition": expect.stringMatching(/^attachment/),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    const part = await play(bo, noteId, "bytes=4-13");
    expect(part.status).toBe(206);
    expect(part.bytes.toString()).toBe("0123456789");
    expect(part.headers.get("content-range")).toBe(`bytes 4-13/${WEBM.length}`);
    expect((await play(bo, noteId, `bytes=${WEBM.length - 2}-`)).bytes.toString()).toBe("89");
    expect((await play(bo, noteId, "bytes=90000-")).status).toBe(416);
    expect((await play(cy, noteId)).status).toBe(404);
    expect((await play(ana, noteId)).status).toBe(404);
  });

  it("is in the badge until it is looked at, and played once it was played", async () => {
    const { ana, bo, callId } = await declinedCall();
    await send(ana, { callId });
    expect((await missedCounts(db, [bo.id])).get(bo.id)).toBe(1);
    await markSeen(db, bo.actor());
    expect((await missedCounts(db, [bo.id])).get(bo.id)).toBeUndefined();
    const id = (await newest(bo))?.note?.id ?? "";
    await notePlayed(db, ana.actor(), { id });
    expect((await newest(bo))?.note).toMatchObject({ isPlayed: false });
    await notePlayed(db, bo.actor(), { id });
    expect((await newest(bo))?.note).toMatchObject({ isPlayed: true });
  });

  it("is one for each call: another takes its place, new again", async () => {
    const { ana, bo, callId } = await declinedCall();
    await send(ana, { callId });
    await notePlayed(db, bo.actor(), { id: (await newest(bo))?.note?.id ?? "" });
    await send(ana, { callId, durationMs: 5_000, media: "video" });
    expect((await newest(bo))?.note).toMatchObject({ durationMs: 5_000, media: "video", isPlayed: false });
    expect(await stored(callId)).toHaveLength(1);
  });

  it("cannot be left by the one who was called, by others, after a call that was taken, or a day later", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    const refused = { status: 404, body: { problem: { code: "not_found" } } };
    expect(await send(bo, { callId })).toEqual(refused);
    expect(await send(cy, { callId })).toEqual(refused);
    expect(await send(ana, { callId: randomUUID() })).toEqual(refused);
    const wish = { people: [cy.id], media: "audio" as const, idempotencyKey: randomUUID() };
    const { callId: taken } = await startCall(db, ana.actor(), wish);
    expect(await send(ana, { callId: taken })).toEqual(refused);
    await answerCall(db, cy.actor(), { callId: taken });
    await leaveCall(db, ana.actor(), { callId: taken });
    expect(await send(ana, { callId: taken })).toEqual(refused);
    await db.execute(`update calls set ended_at = ended_at - interval '25 hours' where id = '${callId}'`);
    expect(await send(ana, { callId })).toEqual(refused);
  });

  it("is WebM, MP4 or Ogg of at most a minute and 8 MB", async () => {
    const { ana, callId } = await declinedCall();
    const unreadable = { status: 422, body: { problem: { code: "note_unreadable" } } };
    expect(await send(ana, { callId, body: Buffer.from("<script>alert(1)</script>") })).toEqual(unreadable);
    expect(await send(ana, { callId, body: Buffer.alloc(0) })).toEqual(unreadable);
    expect(await send(ana, { callId, body: Buffer.from("OggS..."), media: "video" })).toEqual(unreadable);
    expect(await send(ana, { callId, body: Buffer.from("\0\0\0\x20ftypisom") })).toMatchObject({
      status: 200,
    });
    expect(await send(ana, { callId, body: Buffer.from("OggS...") })).toMatchObject({ status: 200 });
    expect(await send(ana, { callId, durationMs: 62_001 })).toMatchObject({ status: 400 });
    expect(await send(ana, { callId, media: "text" })).toMatchObject({ status: 400 });
    expect(await send(ana, { callId, body: Buffer.alloc(8 * 1024 * 1024 + 1) })).toMatchObject({
      status: 400,
    });
  });

  it("F34 from another site is refused with 403", async () => {
    const { ana, callId } = await declinedCall();
    expect(await send(ana, { callId, headers: { ...own, origin: "https://elsewhere.test" } })).toMatchObject({
      status: 403,
    });
    expect(await send(ana, { callId, headers: { origin: own.origin } })).toMatchObject({ status: 403 });
    expect(await stored(callId)).toHaveLength(0);
  });

  it("is limited", async () => {
    const { ana, callId } = await declinedCall();
    for (let at = 0; at < 20; at++)
      await limit(db, { key: `note:${ana.id}`, rate: { points: 20, perMs: 3_600_000 } });
    expect(await send(ana, { callId })).toMatchObject({ status: 429 });
  });
});

describe("R13 a note for somebody who blocked the caller", () => {
  it("gets the same answer as any other and is not kept; taking it back is answered alike", async () => {
    const { ana, bo, callId } = await declinedCall();
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    await markSeen(db, bo.actor());
    expect(await send(ana, { callId })).toEqual({ status: 200, body: {} });
    expect(await send(ana, { callId })).toEqual({ status: 200, body: {} });
    expect(await stored(callId)).toHaveLength(0);
    expect(await newest(bo)).toMatchObject({ note: null, isNew: false });
    await takeNoteBack(db, ana.actor(), { callId });
  });

  it("is the same where the call itself never rang", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await makeContacts(db, ana, bo);
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    const wish = { people: [bo.id], media: "audio" as const, idempotencyKey: randomUUID() };
    const { callId } = await startCall(db, ana.actor(), wish);
    await leaveCall(db, ana.actor(), { callId });
    expect(await send(ana, { callId })).toEqual({ status: 200, body: {} });
    expect(await stored(callId)).toHaveLength(0);
    expect(await newest(bo)).toBeUndefined();
  });
});

describe("R12 a note goes", () => {
  it("when either of the two deletes it, and nobody else can", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    await send(ana, { callId });
    const id = (await newest(bo))?.note?.id ?? "";
    await expect(removeNote(db, cy.actor(), { id })).rejects.toThrow();
    await takeNoteBack(db, cy.actor(), { callId });
    expect(await stored(callId)).toHaveLength(1);
    await removeNote(db, bo.actor(), { id });
    expect(await stored(callId)).toHaveLength(0);
    await send(ana, { callId });
    await takeNoteBack(db, ana.actor(), { callId });
    expect(await stored(callId)).toHaveLength(0);
  });

  it("with the entry of the person it is for, and after 90 days", async () => {
    const [one, two] = [await declinedCall(), await declinedCall()];
    await send(one.ana, { callId: one.callId });
    await send(two.ana, { callId: two.callId });
    await removeEntry(db, one.bo.actor(), { id: (await newest(one.bo))?.id ?? "" });
    await purgeHistory(databaseAhead("25 hours"));
    expect(await stored(one.callId)).toHaveLength(0);
    expect(await stored(two.callId)).toHaveLength(1);
    await purgeHistory(databaseAhead("91 days"));
    expect(await stored(two.callId)).toHaveLength(0);
  });
});

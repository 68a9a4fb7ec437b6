import { createHash, randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { packNote } from "../../../lib/pure/notes";
import { noteStatement } from "../../../lib/pure/statement";
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
  type TestDevice,
  type TestKeys,
  testKeys,
  type TestPerson,
  testSfu,
  world,
} from "../../../server/testing";
import { wire } from "../../../server/wiring";
import { historyDetail } from "../../../server/history/detail";
import { listHistory, missedCounts, purgeHistory } from "../../../server/history";
import type { NoteWrap } from "../../../server/history/contract";
import { noteReceiver, notesToShare, sealedNote, shareNote } from "../../../server/history/note-keys";
import { publishKeys } from "../../../server/identity/publish";
import { markSeen } from "../../../server/history/mark-seen";
import { notePlayed } from "../../../server/history/play-note";
import { removeEntry } from "../../../server/history/remove";
import { removeNote, takeNoteBack } from "../../../server/history/remove-note";
import { callNotes } from "../../../server/history/schema";

await testSfu();
const db = await testDatabase();
wire();

/** What a browser would have sealed: to the server it is no more than random bytes. */
const SEALED = randomBytes(200);
const own = { "x-peal": "1", origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };

const keys = new Map<string, TestKeys>();

/** Gives a device the keys that its browser would have made. */
async function withKeys(person: TestPerson, device = person.device): Promise<TestKeys> {
  const made = await testKeys(person.id);
  await publishKeys(db, person.actor(device), made.published);
  keys.set(device.id, made);
  return made;
}

/** A wrapped key for a device; what is in it is nothing to the server. */
const wrapFor = (device: TestDevice): NoteWrap => ({
  deviceId: device.id,
  boxKey: keys.get(device.id)?.published.boxKey ?? "",
  enc: keys.get(device.id)?.published.boxKey ?? "",
  sealed: randomBytes(48).toString("base64url"),
});

/** A note as a browser packs it, with what is otherwise than it should be. */
async function packed(
  from: TestPerson,
  to: TestPerson,
  { callId, media = "audio", durationMs = 23_000 }: Sent,
  {
    wraps = [wrapFor(to.device)],
    sealed = SEALED,
    signedAs = sealed,
  }: { wraps?: NoteWrap[]; sealed?: Buffer; signedAs?: Buffer } = {},
): Promise<Buffer> {
  const own = keys.get(from.device.id) ?? (await withKeys(from));
  const place = { callId, fromUserId: from.id, toUserId: to.id, media, durationMs };
  const digest = createHash("sha256").update(signedAs).digest("base64url");
  const signature = await own.sign(noteStatement(place, digest));
  const head = { wraps, signer: { identityKey: own.identityKey, certificates: [], signature } };
  return Buffer.from(packNote(JSON.stringify(head), sealed));
}

async function declinedCall() {
  const people = await world(db, "Ana", "Bo", "Cy");
  await makeContacts(db, people.ana, people.bo);
  await makeContacts(db, people.ana, people.cy);
  for (const person of [people.ana, people.bo, people.cy]) await withKeys(person);
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
  /** For whom it is sealed. */
  to?: TestPerson;
};

async function send(
  person: TestPerson,
  { callId, media = "audio", durationMs = 23_000, body, headers = own, to }: Sent,
) {
  const bytes = body ?? (to ? await packed(person, to, { callId, media, durationMs }) : Buffer.alloc(0));
  const address = `http://localhost:3000/api/notes?${new URLSearchParams({ callId, media, durationMs: String(durationMs) })}`;
  const cookie = await sessionCookie(person.device);
  const response = await POST(
    new Request(address, { method: "POST", headers: { ...headers, cookie }, body: new Uint8Array(bytes) }),
  );
  return { status: response.status, body: await response.json() };
}

async function play(person: TestPerson, noteId: string) {
  const cookie = await sessionCookie(person.device);
  const request = new Request(`http://localhost:3000/api/notes/${noteId}`, { headers: { cookie } });
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
  it("reaches the person who was called, who alone can fetch it, as it was sealed", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    expect((await historyDetail(db, ana.actor(), { id: (await newest(ana))?.id ?? "" })).canLeaveNote).toBe(
      true,
    );
    expect(await send(ana, { callId, to: bo })).toEqual({ status: 200, body: {} });
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
    expect(whole.bytes.equals(SEALED)).toBe(true);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": expect.stringMatching(/^attachment/),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    expect((await play(cy, noteId)).status).toBe(404);
    expect((await play(ana, noteId)).status).toBe(404);
  });

  it("is in the badge until it is looked at, and played once it was played", async () => {
    const { ana, bo, callId } = await declinedCall();
    await send(ana, { callId, to: bo });
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
    await send(ana, { callId, to: bo });
    await notePlayed(db, bo.actor(), { id: (await newest(bo))?.note?.id ?? "" });
    await send(ana, { callId, durationMs: 5_000, media: "video", to: bo });
    expect((await newest(bo))?.note).toMatchObject({ durationMs: 5_000, media: "video", isPlayed: false });
    expect(await stored(callId)).toHaveLength(1);
  });

  it("cannot be left by the one who was called, by others, after a call that was taken, or a day later", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    const refused = { status: 404, body: { problem: { code: "not_found" } } };
    expect(await send(bo, { callId, to: ana })).toEqual(refused);
    expect(await send(cy, { callId, to: bo })).toEqual(refused);
    expect(await send(ana, { callId: randomUUID(), to: bo })).toEqual(refused);
    const wish = { people: [cy.id], media: "audio" as const, idempotencyKey: randomUUID() };
    const { callId: taken } = await startCall(db, ana.actor(), wish);
    expect(await send(ana, { callId: taken, to: cy })).toEqual(refused);
    await answerCall(db, cy.actor(), { callId: taken });
    await leaveCall(db, ana.actor(), { callId: taken });
    expect(await send(ana, { callId: taken, to: cy })).toEqual(refused);
    await db.execute(`update calls set ended_at = ended_at - interval '25 hours' where id = '${callId}'`);
    expect(await send(ana, { callId, to: bo })).toEqual(refused);
  });

  it("is sealed, signed by the device that leaves it, of at most a minute and 8 MB; a plain recording is refused", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    const unreadable = { status: 422, body: { problem: { code: "note_unreadable" } } };
    const webm = Buffer.concat([Buffer.from("1a45dfa3", "hex"), Buffer.from("0123456789".repeat(10))]);
    for (const body of [webm, Buffer.alloc(0), Buffer.from("<script>"), Buffer.from("\0\0\0\x02{}")])
      expect(await send(ana, { callId, body })).toEqual(unreadable);
    const wrong = async (how: Parameters<typeof packed>[3]) =>
      expect(await send(ana, { callId, body: await packed(ana, bo, { callId }, how) })).toEqual(unreadable);
    await wrong({ sealed: Buffer.alloc(10) });
    await wrong({ signedAs: randomBytes(200) });
    await wrong({ wraps: [] });
    await wrong({ wraps: [wrapFor(cy.device)] });
    await wrong({ wraps: [wrapFor(ana.device)] });
    await wrong({ wraps: [wrapFor(bo.device), wrapFor(bo.device)] });
    await wrong({ wraps: [{ ...wrapFor(bo.device), boxKey: wrapFor(cy.device).boxKey }] });
    expect(await send(ana, { callId, durationMs: 62_001, to: bo })).toMatchObject({ status: 400 });
    expect(await send(ana, { callId, media: "text", to: bo })).toMatchObject({ status: 400 });
    expect(await send(ana, { callId, body: Buffer.alloc(8 * 1024 * 1024 + 1) })).toMatchObject({
      status: 400,
    });
    expect(await stored(callId)).toHaveLength(0);
  });

  it("is for nobody where the person has no keys yet: that is said before anything is recorded", async () => {
    const { ana, dee } = await world(db, "Ana", "Dee");
    await makeContacts(db, ana, dee);
    await withKeys(ana);
    const wish = { people: [dee.id], media: "audio" as const, idempotencyKey: randomUUID() };
    const { callId } = await startCall(db, ana.actor(), wish);
    await declineCall(db, dee.actor(), { callId });
    const asked = () => noteReceiver(db, ana.actor(), { callId });
    await expect(asked()).rejects.toMatchObject({ problem: { code: "no_device_keys" } });
    const dees = await withKeys(dee);
    expect(await asked()).toMatchObject({
      toUserId: dee.id,
      keys: { devices: [{ identityKey: dees.identityKey }] },
    });
    await expect(noteReceiver(db, dee.actor(), { callId })).rejects.toMatchObject({
      problem: { code: "not_found" },
    });
  });

  it("opens on the devices for which it was wrapped, and on those to which one of them passes it on", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    await send(ana, { callId, to: bo });
    const phone = await bo.addDevice("Phone");
    const phones = await withKeys(bo, phone);
    const id = (await newest(bo))?.note?.id ?? "";
    const wrapOn = async (device: TestDevice) => (await sealedNote(db, bo.actor(device), { id })).wrap;
    expect(await wrapOn(bo.device)).not.toBeNull();
    expect(await wrapOn(phone)).toBeNull();
    await expect(sealedNote(db, cy.actor(), { id })).rejects.toThrow();
    const share = (device: TestDevice, wraps: NoteWrap[]) => shareNote(db, bo.actor(device), { id, wraps });
    await expect(share(phone, [wrapFor(phone)])).rejects.toMatchObject({
      problem: { code: "device_not_confirmed" },
    });
    await expect(share(bo.device, [wrapFor(cy.device)])).rejects.toMatchObject({
      problem: { code: "note_unreadable" },
    });
    await expect(shareNote(db, cy.actor(), { id, wraps: [wrapFor(cy.device)] })).rejects.toThrow();
    expect(await notesToShare(db, bo.actor())).toMatchObject([
      { id, lacking: [{ deviceId: phone.id, boxKey: phones.published.boxKey }] },
    ]);
    const first = wrapFor(phone);
    await share(bo.device, [first]);
    await share(bo.device, [wrapFor(phone)]);
    expect(await wrapOn(phone)).toEqual({ enc: first.enc, sealed: first.sealed });
    expect(await notesToShare(db, bo.actor())).toEqual([]);
  });

  it("F34 from another site is refused with 403", async () => {
    const { ana, bo, callId } = await declinedCall();
    expect(
      await send(ana, { callId, to: bo, headers: { ...own, origin: "https://elsewhere.test" } }),
    ).toMatchObject({
      status: 403,
    });
    expect(await send(ana, { callId, to: bo, headers: { origin: own.origin } })).toMatchObject({
      status: 403,
    });
    expect(await stored(callId)).toHaveLength(0);
  });

  it("is limited", async () => {
    const { ana, bo, callId } = await declinedCall();
    for (let at = 0; at < 20; at++)
      await limit(db, { key: `note:${ana.id}`, rate: { points: 20, perMs: 3_600_000 } });
    expect(await send(ana, { callId, to: bo })).toMatchObject({ status: 429 });
  });
});

describe("R13 a note for somebody who blocked the caller", () => {
  it("gets the same answer as any other and is not kept; taking it back is answered alike", async () => {
    const { ana, bo, callId } = await declinedCall();
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    await markSeen(db, bo.actor());
    expect(await noteReceiver(db, ana.actor(), { callId })).toMatchObject({ toUserId: bo.id });
    expect(await send(ana, { callId, to: bo })).toEqual({ status: 200, body: {} });
    expect(await send(ana, { callId, to: bo })).toEqual({ status: 200, body: {} });
    expect(await stored(callId)).toHaveLength(0);
    expect(await newest(bo)).toMatchObject({ note: null, isNew: false });
    await takeNoteBack(db, ana.actor(), { callId });
  });

  it("is the same where the call itself never rang", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    await makeContacts(db, ana, bo);
    await withKeys(bo);
    await db.insert(blocks).values({ userId: bo.id, blockedId: ana.id });
    const wish = { people: [bo.id], media: "audio" as const, idempotencyKey: randomUUID() };
    const { callId } = await startCall(db, ana.actor(), wish);
    await leaveCall(db, ana.actor(), { callId });
    expect(await send(ana, { callId, to: bo })).toEqual({ status: 200, body: {} });
    expect(await stored(callId)).toHaveLength(0);
    expect(await newest(bo)).toBeUndefined();
  });
});

describe("R12 a note goes", () => {
  it("when either of the two deletes it, and nobody else can", async () => {
    const { ana, bo, cy, callId } = await declinedCall();
    await send(ana, { callId, to: bo });
    const id = (await newest(bo))?.note?.id ?? "";
    await expect(removeNote(db, cy.actor(), { id })).rejects.toThrow();
    await takeNoteBack(db, cy.actor(), { callId });
    expect(await stored(callId)).toHaveLength(1);
    await removeNote(db, bo.actor(), { id });
    expect(await stored(callId)).toHaveLength(0);
    await send(ana, { callId, to: bo });
    await takeNoteBack(db, ana.actor(), { callId });
    expect(await stored(callId)).toHaveLength(0);
  });

  it("with the entry of the person it is for, and after 90 days", async () => {
    const [one, two] = [await declinedCall(), await declinedCall()];
    await send(one.ana, { callId: one.callId, to: one.bo });
    await send(two.ana, { callId: two.callId, to: two.bo });
    await removeEntry(db, one.bo.actor(), { id: (await newest(one.bo))?.id ?? "" });
    await purgeHistory(databaseAhead("25 hours"));
    expect(await stored(one.callId)).toHaveLength(0);
    expect(await stored(two.callId)).toHaveLength(1);
    await purgeHistory(databaseAhead("91 days"));
    expect(await stored(two.callId)).toHaveLength(0);
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { alerted, answerCall, declineCall, joinCall, leaveCall, startCall } from "../calls";
import { intent, problem, stageFor } from "../calls/calls.fixture";
import { answerInput } from "../calls/contract";
import { admissions } from "../calls/schema";
import { databaseAhead, testDatabase, type TestDevice, testSfu } from "../testing";
import { wire } from "../wiring";
import { type HoldInput, MOST_MEMBERS, MOST_MESSAGES, sendInput, type SignedMessage } from "./contract";
import { keyStageFor, signed, voice } from "./e2ee.fixture";
import { holdKey, keysSince, sendKeys, sweepKeys } from "./index";
import { e2eeCounters, e2eeHeld, e2eeMessages } from "./schema";

process.env.PEAL_LIMIT_KEYS = "300/60";
await testSfu();
const db = await testDatabase();
wire();
const { contacts, start, warm, answer, running } = keyStageFor(db);
const { state, newest } = stageFor(db);

const send = (device: TestDevice, callId: string, ...messages: SignedMessage[]) =>
  sendKeys(db, device.actor, { callId, messages });
const read = async (device: TestDevice, callId: string, seq = 0) =>
  (await keysSince(db, device.actor, { callId, seq })).deliveries;
const heard = async (device: TestDevice, callId: string) =>
  (await read(device, callId)).map(({ message }) => message);
const hold = (device: TestDevice, callId: string, to: string, message: HoldInput["message"]) =>
  holdKey(db, device.actor, { callId, to, message });
const kept = async (callId: string) => {
  const rows = await Promise.all(
    [e2eeMessages, e2eeHeld, e2eeCounters].map((table) =>
      db.select({ callId: table.callId }).from(table).where(eq(table.callId, callId)),
    ),
  );
  return rows.flat().length;
};

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

  it("page by page, where there is much, also keys for a hundred", async () => {
    const { ana, bo, callId, places } = await running();
    const many = Array.from({ length: MOST_MEMBERS }, () => places.bo.admissionId);
    const sent = Array.from({ length: 7 }, () => places.ana.says.key(...many));
    for (const key of sent) await send(ana.device, callId, key);
    const got = [];
    let page = await keysSince(db, bo.device.actor, { callId, seq: 0 });
    expect(page.hasMore).toBe(true);
    while (true) {
      got.push(...page.deliveries);
      if (!page.hasMore) break;
      page = await keysSince(db, bo.device.actor, { callId, seq: got.at(-1)?.seq ?? 0 });
    }
    expect(got.map(({ message }) => message)).toEqual(sent);
  });

  it("and are gone with the call; what comes late is refused", async () => {
    const { ana, bo, cy, callId, places } = await running();
    await send(ana.device, callId, places.ana.says.announce(), places.ana.says.key(places.bo.admissionId));
    expect(await kept(callId)).toBe(3);
    await leaveCall(db, cy.actor(), { callId });
    await leaveCall(db, bo.actor(), { callId });
    expect(await kept(callId)).toBe(0);
    expect(await problem(send(ana.device, callId, places.ana.says.announce()))).toEqual({
      code: "not_found",
    });
    expect(await kept(callId)).toBe(0);
  });

  it("a sweep takes old keys, who is gone, and what an ended call has left; hosts' words stay", async () => {
    const { ana, bo, cy, callId, places } = await running();
    const { says } = places.ana;
    await send(bo.device, callId, places.bo.says.announce());
    await send(ana.device, callId, says.announce(), says.lock(), says.key(places.cy.admissionId));
    await leaveCall(db, bo.actor(), { callId });
    await sweepKeys(db);
    const types = async () => (await heard(cy.device, callId)).map(({ body }) => body.type);
    // Of who has left nobody hears any more, before it is swept away.
    expect(await types()).toEqual(["announce", "lock", "key"]);
    const before = await kept(callId);
    await sweepKeys(databaseAhead("11 minutes"));
    expect(await types()).toEqual(["announce", "lock"]);
    expect(await kept(callId)).toBe(before - 2);

    await leaveCall(db, cy.actor(), { callId });
    await db.insert(e2eeCounters).values({ callId, lastSeq: 7 });
    await sweepKeys(db);
    expect(await kept(callId)).toBe(0);
  });
});

describe("E1 nobody sends or reads but from their place in the call", () => {
  it("a stranger, another call's member and who is not in yet: not found", async () => {
    const { ana, dee, callId, places } = await running();
    const elsewhere = await start(dee, ana);
    const key = elsewhere.says.key(places.ana.admissionId);
    for (const attempt of [
      () => read(dee.device, callId),
      () => read(dee.device, randomUUID()),
      () => send(dee.device, callId, places.ana.says.announce()),
      () => send(dee.device, callId, elsewhere.says.announce()),
      () => hold(dee.device, callId, places.ana.admissionId, key),
    ]) {
      expect(await problem(attempt())).toEqual({ code: "not_found" });
    }
    expect(await problem(send(ana.device, elsewhere.callId, places.ana.says.announce()))).toEqual({
      code: "not_found",
    });
    expect(await kept(callId)).toBe(0);
  });

  it("in another's name, from another admission, for another call", async () => {
    const { ana, bo, callId, places } = await running();
    const { says } = places.ana;
    expect(await problem(send(bo.device, callId, says.announce()))).toEqual({ code: "not_found" });
    expect(await problem(send(ana.device, callId, says.announce({ userId: bo.id })))).toEqual({
      code: "not_found",
    });
    const abroad = signed({ ...says.announce().body, callId: randomUUID() });
    expect(await problem(send(ana.device, callId, abroad))).toMatchObject({ reason: "other_call" });
    const unknown = voice(callId, randomUUID(), ana.id).announce();
    expect(await problem(send(ana.device, callId, unknown))).toEqual({ code: "not_found" });
    expect(await kept(callId)).toBe(0);
  });

  it("one bad message among good ones, and none is sent", async () => {
    const { ana, bo, callId, places } = await running();
    const { says } = places.ana;
    for (const bad of [says.key(places.bo.admissionId, randomUUID()), says.need(randomUUID())]) {
      expect(await problem(send(ana.device, callId, says.announce(), bad))).toMatchObject({
        reason: "unknown_admission",
      });
    }
    expect(await heard(bo.device, callId)).toEqual([]);
  });

  it("too large, too many, and of a wrong shape", async () => {
    const { ana, callId, places } = await running();
    const { says } = places.ana;
    const certificate = {
      userId: ana.id,
      subjectKey: "A".repeat(87),
      issuerKey: "A".repeat(87),
      issuedAt: 0,
      signature: "A".repeat(86),
    };
    const largest = says.key(...Array.from({ length: MOST_MEMBERS }, () => places.bo.admissionId));
    await send(ana.device, callId, largest);
    const large = says.announce({ certificates: Array.from({ length: 100 }, () => certificate) });
    expect(await problem(send(ana.device, callId, large))).toMatchObject({ reason: "too_large" });
    const many = Array.from({ length: MOST_MESSAGES + 1 }, () => says.announce());
    for (const messages of [[], many, [large], [{ ...says.announce(), signature: "?" }]]) {
      expect(sendInput.safeParse({ callId, messages }).success).toBe(false);
    }
  });

  it("and so much a minute for each device", async () => {
    const { ana, bo, callId, places } = await running();
    const acks = Array.from({ length: 20 }, () => places.bo.says.ack(places.ana.admissionId));
    for (let time = 0; time < 15; time++) await send(bo.device, callId, ...acks);
    expect(await problem(send(bo.device, callId, ...acks))).toMatchObject({ code: "rate_limited" });
    await send(ana.device, callId, places.ana.says.announce());
    expect(await heard(ana.device, callId)).toHaveLength(100);
  });
});

describe("F24 who is out of the call reads nothing more", () => {
  it("who left, whose device was replaced, and who was signed out of their seat", async () => {
    const { ana, bo, cy, callId, places } = await running();
    await send(ana.device, callId, places.ana.says.key(places.bo.admissionId, places.cy.admissionId));
    expect(await heard(bo.device, callId)).toHaveLength(1);
    await leaveCall(db, bo.actor(), { callId });
    // Also not what is wrapped for them after: the sender may not have heard of it yet.
    await send(ana.device, callId, places.ana.says.key(places.bo.admissionId, places.cy.admissionId));
    expect(await problem(read(bo.device, callId))).toEqual({ code: "not_found" });
    expect(await problem(send(bo.device, callId, places.bo.says.announce()))).toEqual({ code: "not_found" });
    expect(await heard(cy.device, callId)).toHaveLength(2);

    // Back again, it is another: what was for the old one is not for it.
    const again = await joinCall(db, bo.actor(), { callId });
    expect(again.admissionId).not.toBe(places.bo.admissionId);
    expect(await heard(bo.device, callId)).toEqual([]);
    const key = places.ana.says.key(again.admissionId);
    await send(ana.device, callId, key);
    expect(await heard(bo.device, callId)).toEqual([key]);
  });

  it("whatever becomes of its admission otherwise", async () => {
    const { ana, bo, callId, places } = await running();
    await send(ana.device, callId, places.ana.says.announce(), places.ana.says.key(places.bo.admissionId));
    for (const given of ["waiting", "revoked"] as const) {
      await db.update(admissions).set({ state: given }).where(eq(admissions.id, places.bo.admissionId));
      expect(await problem(read(bo.device, callId))).toEqual({ code: "not_found" });
      expect(await problem(send(bo.device, callId, places.bo.says.announce()))).toEqual({
        code: "not_found",
      });
    }
  });
});

describe("E1 a key for a device that rings", () => {
  async function ringing() {
    const people = await contacts();
    const { ana, bo, cy } = people;
    const phone = await bo.addDevice("Phone");
    const call = await start(ana, bo, cy);
    const { callId } = call;
    const places = {
      laptop: await warm(bo.device, callId),
      phone: await warm(phone, callId),
      cy: await warm(cy.device, callId),
    };
    return { ...people, ...call, phone, places };
  }

  it("is not seen before the answer, and goes with it; what others were kept is gone", async () => {
    const { ana, bo, cy, phone, callId, admissionId, places, says } = await ringing();
    const hello = says.announce();
    await send(ana.device, callId, hello, says.lock());
    const keys = new Map<string, SignedMessage>();
    for (const { admissionId: to } of Object.values(places)) {
      const key = says.key(to);
      keys.set(to, key);
      await hold(ana.device, callId, to, key);
    }
    for (const device of [bo.device, phone, cy.device]) expect(await heard(device, callId)).toEqual([hello]);

    const along = [places.phone.says.announce(), places.phone.says.key(admissionId)];
    await answer(bo, callId, phone, along);
    expect(await read(phone, callId, 1)).toMatchObject([
      { message: { body: { type: "lock" } } },
      { message: keys.get(places.phone.admissionId) },
    ]);
    expect(await heard(ana.device, callId)).toEqual(along);
    // Two of the caller's, two that came along, one key: nothing of what the others were kept.
    const stored = await db.select().from(e2eeMessages).where(eq(e2eeMessages.callId, callId));
    expect(stored).toHaveLength(5);
    expect(await db.select().from(e2eeHeld).where(eq(e2eeHeld.callId, callId))).toEqual([]);
    for (const device of [bo.device, cy.device]) {
      expect(await problem(read(device, callId))).toEqual({ code: "not_found" });
    }
    // Also when one of them comes in later.
    await answer(cy, callId);
    const types = (await heard(cy.device, callId)).map(({ body }) => body.type);
    expect(types).not.toContain("key");
  });

  it("the newest of one sender counts, whatever comes last", async () => {
    const { ana, bo, callId, places, says } = await ringing();
    const { admissionId } = places.laptop;
    const [old, first, newest] = [says.key(admissionId), says.key(admissionId), says.key(admissionId)];
    for (const key of [first, newest, old]) await hold(ana.device, callId, admissionId, key);
    await answer(bo, callId);
    expect(await heard(bo.device, callId)).toEqual([newest]);
  });

  it("goes at once to who has answered meanwhile, and nowhere for who rings no more", async () => {
    const { ana, bo, cy, callId, places, says } = await ringing();
    await answer(bo, callId);
    const key = says.key(places.laptop.admissionId);
    await hold(ana.device, callId, places.laptop.admissionId, key);
    expect(await heard(bo.device, callId)).toEqual([key]);
    await hold(ana.device, callId, places.cy.admissionId, says.key(places.cy.admissionId));
    await declineCall(db, cy.actor(), { callId });
    expect(await db.select().from(e2eeHeld).where(eq(e2eeHeld.callId, callId))).toEqual([]);
  });

  it("is for that one alone, from somebody on the call, and never sent in the open", async () => {
    const { ana, bo, callId, places, says } = await ringing();
    const { admissionId } = places.laptop;
    const both = says.key(admissionId, places.cy.admissionId);
    expect(await problem(hold(ana.device, callId, admissionId, both))).toMatchObject({ reason: "wraps" });
    const other = says.key(places.cy.admissionId);
    expect(await problem(hold(ana.device, callId, admissionId, other))).toMatchObject({ reason: "wraps" });
    const from = places.laptop.says.key(places.cy.admissionId);
    expect(await problem(hold(bo.device, callId, places.cy.admissionId, from))).toEqual({
      code: "not_on_call",
    });
    const unknown = randomUUID();
    expect(await problem(hold(ana.device, callId, unknown, says.key(unknown)))).toEqual({
      code: "not_found",
    });
    expect(await problem(send(ana.device, callId, says.key(admissionId)))).toMatchObject({
      reason: "ringing",
    });
    expect(await kept(callId)).toBe(0);
  });

  it("a device that rings says who it is, to those on the call, and nothing else", async () => {
    const { ana, bo, cy, phone, callId, admissionId, places, says } = await ringing();
    const hello = places.laptop.says.announce();
    await send(bo.device, callId, hello);
    expect(await heard(ana.device, callId)).toEqual([hello]);
    for (const device of [phone, cy.device]) expect(await heard(device, callId)).toEqual([]);
    for (const message of [
      places.laptop.says.key(admissionId),
      places.laptop.says.need(admissionId),
      places.laptop.says.lock(),
    ]) {
      expect(await problem(send(bo.device, callId, message))).toEqual({ code: "not_on_call" });
    }
    // What is said to it alone it hears.
    const ack = says.ack(places.laptop.admissionId);
    await send(ana.device, callId, ack);
    expect(await heard(bo.device, callId)).toEqual([ack]);
  });

  it("what came along from an admission that the device did not get is dropped, the answer counts", async () => {
    const { ana, bo, callId, places } = await ringing();
    const stale = places.cy.says.announce({ userId: bo.id });
    await answer(bo, callId, bo.device, [stale]);
    expect(await heard(ana.device, callId)).toEqual([]);
  });

  it("what came along and may not be said refuses the answer as a whole", async () => {
    const { ana, bo, callId, places } = await ringing();
    const bad = places.laptop.says.key(randomUUID());
    expect(await problem(answer(bo, callId, bo.device, [bad]))).toMatchObject({ code: "bad_input" });
    expect((await state(ana)).call?.state).toBe("ringing");
    await answer(bo, callId);
  });

  it("the caller is told which devices wait for one, and only while it rings", async () => {
    const { ana, bo, callId, places } = await ringing();
    const all = Object.values(places).map((place) => place.admissionId);
    expect((await state(ana)).call?.ringingAdmissions.toSorted()).toEqual(all.toSorted());
    await answer(bo, callId);
    expect((await state(ana)).call?.ringingAdmissions).toEqual([]);
    expect((await state(bo)).call?.ringingAdmissions).toEqual([]);
    expect(places.laptop.roster).toHaveLength(1);
  });
});

describe("E1 a call is encrypted from its start to its end, or not at all", () => {
  it("is by default, and everyone sees it, also afterwards", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await start(ana, bo, cy);
    expect((await state(ana)).call?.isEncrypted).toBe(true);
    expect((await state(bo)).incoming).toMatchObject([{ callId, isEncrypted: true }]);
    expect((await answer(bo, callId)).isEncrypted).toBe(true);
    await declineCall(db, cy.actor(), { callId });
    expect((await state(cy)).joinable).toMatchObject([{ callId, isEncrypted: true }]);
    const phone = await bo.addDevice("Phone");
    expect((await state(bo, phone)).elsewhere).toMatchObject([{ callId, isEncrypted: true }]);
    await leaveCall(db, bo.actor(), { callId });
    expect(await newest(ana)).toMatchObject({ callId, isEncrypted: true });
  });

  it("a device that cannot is refused, whichever way it comes, and another one may come", async () => {
    const { ana, bo, cy } = await contacts();
    const { callId } = await start(ana, bo, cy);
    const cannot = { callId, canEncrypt: false };
    const phone = await bo.addDevice("Phone");
    expect((await alerted(db, phone.actor, cannot)).warm).toBeNull();
    expect(await problem(answerCall(db, phone.actor, cannot))).toEqual({ code: "cannot_encrypt" });
    expect(await problem(joinCall(db, phone.actor, cannot))).toEqual({ code: "cannot_encrypt" });
    expect((await state(ana)).call?.state).toBe("ringing");
    await answer(bo, callId);
    await declineCall(db, cy.actor(), { callId });
    expect(await problem(joinCall(db, cy.actor(), cannot))).toEqual({ code: "cannot_encrypt" });
    await joinCall(db, cy.actor(), { callId });
    expect(answerInput.parse({ callId })).toMatchObject({ canEncrypt: true, keys: [] });
  });

  it("one that was started without takes every device, and says so", async () => {
    const { ana, bo } = await contacts();
    const plain = { ...intent(bo), isEncrypted: false };
    const started = await startCall(db, ana.actor(), plain);
    expect(started).toMatchObject({ isOver: false, isEncrypted: false });
    const { callId } = started;
    expect((await state(bo)).incoming).toMatchObject([{ callId, isEncrypted: false }]);
    expect(await joinCall(db, bo.actor(), { callId, canEncrypt: false })).toMatchObject({
      isEncrypted: false,
    });
    expect((await state(ana)).call?.isEncrypted).toBe(false);
    expect(await problem(startCall(db, ana.actor(), { ...plain, isEncrypted: true }))).toEqual({
      code: "key_reused",
    });
  });

  it("two who call each other meet in the first one as it is, or not at all", async () => {
    const { ana, bo } = await contacts();
    const { callId } = await start(ana, bo);
    const plain = { ...intent(ana), isEncrypted: false };
    expect(await problem(startCall(db, bo.actor(), plain))).toEqual({ code: "cannot_encrypt" });
    expect(await startCall(db, bo.actor(), intent(ana))).toMatchObject({ callId, isEncrypted: true });
  });

  it("who calls back with encryption is not taken into an open call: it rings on, to be answered as it is", async () => {
    const { ana, bo } = await contacts();
    const open = await startCall(db, ana.actor(), { ...intent(bo), isEncrypted: false });
    for (const isEncrypted of [true, undefined])
      expect(await problem(startCall(db, bo.actor(), { ...intent(ana), isEncrypted }))).toEqual({
        code: "met_open_call",
      });
    expect((await state(bo)).incoming).toMatchObject([{ callId: open.callId, isEncrypted: false }]);
    expect((await state(ana)).call).toMatchObject({ callId: open.callId, state: "ringing" });
    expect((await answer(bo, open.callId)).isEncrypted).toBe(false);
  });

  it("two who call each other without encryption meet in the first one", async () => {
    const { ana, bo } = await contacts();
    const open = await startCall(db, ana.actor(), { ...intent(bo), isEncrypted: false });
    const met = await startCall(db, bo.actor(), { ...intent(ana), isEncrypted: false });
    expect(met).toMatchObject({ callId: open.callId, isEncrypted: false, deduplicated: true });
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { KeyRing, type Present } from "@/lib/chat/key-ring";
import { sealBytes, wrapChatKey } from "@/lib/chat/seal";
import { fromBase64url } from "@/lib/e2ee/bytes";
import { padUpdates } from "@/server/chat/schema";
import { doorOf, refusalOf, TestVisitor, withoutWaitingRoom } from "@/server/meetings/door.fixture";
import { MOST_PAD, MOST_PAD_TEXT } from "@/server/chat/contract";
import { makeContacts, testDatabase, testSfu, world } from "@/server/testing";
import { pack, unpack } from "./packed";
import { Pad, type PadServer } from "./pad";
import { merged } from "./pad-text";

process.env.PEAL_LIMIT_PAD = "100000/60";
process.env.PEAL_LIMIT_CHAT_READ = "100000/60";
await testSfu();
const db = await testDatabase();
const { as, meeting } = doorOf(db);
type Api = Awaited<ReturnType<typeof as>>;
const SLOW = { timeout: 20_000, interval: 30 };

const opened: Device[] = [];
afterEach(() => {
  for (const { pad } of opened.splice(0)) pad.close();
});

async function boxOf() {
  const keys = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const raw = await crypto.subtle.exportKey("raw", keys.publicKey);
  return { keys, boxKey: Buffer.from(raw).toString("base64url") };
}
type Box = Awaited<ReturnType<typeof boxOf>>;
type Device = { pad: Pad; ring: KeyRing | null; isGuest: boolean; type: (text: string, at?: number) => void };
type Joining = { api: Api; callId: string; me: string; isGuest?: boolean; box?: Box | null; via?: Via };
/** What may go wrong on the way to the server. */
type Via = (server: PadServer) => PadServer;

/** A device with the pad of a call; those that are open are there, and give each other keys as over a data line. */
async function device({ api, callId, me, isGuest = false, box, via = (server) => server }: Joining) {
  const own = box === undefined ? await boxOf() : box;
  const ring = own && new KeyRing(callId, me, own.keys, own.boxKey, "pad");
  const others = () => opened.filter((one) => one.ring && one.ring !== ring && one.ring.callId === callId);
  const present = (): Present[] =>
    others().map((one) => ({
      participantId: one.ring?.me ?? "",
      isGuest: one.isGuest,
      boxKeys: one.ring ? [one.ring.boxKey] : [],
    }));
  const ask = (keyIds: readonly string[]) =>
    void (async () => {
      for (const keyId of keyIds)
        for (const one of others()) {
          const given = await one.ring?.forAsking(keyId, { participantId: me, isGuest }, ring?.boxKey ?? "");
          if (given && (await ring?.take(given, given.wrap, []))) await pad.openAll();
        }
    })();
  const server = via({ write: api.chat.writePad, since: api.chat.padSince });
  const pad: Pad = new Pad({ callId, me, server, ring, talk: ring && { present, ask } });
  const made: Device = {
    pad,
    ring,
    isGuest,
    type: (text, at = pad.state.value.text.length) => void pad.edit({ at, removed: 0, inserted: text }),
  };
  opened.push(made);
  await vi.waitFor(() => expect(pad.state.value.isReady).toBe(true), SLOW);
  return made;
}

/** As the live state does it: everybody learns that there is more. */
async function settle(callId: string, ...devices: Device[]) {
  await vi.waitFor(async () => {
    for (const { pad } of devices) pad.say();
    const [last] = await rows(callId).then((all) => all.toSorted((a, b) => b.seq - a.seq));
    for (const { pad } of devices) pad.look(last?.seq ?? 0);
    const texts = new Set(devices.map(({ pad }) => pad.state.value.text));
    expect(texts.size).toBe(1);
    for (const { pad } of devices) expect(pad.state.value).toMatchObject({ isSaved: true, hasGaps: false });
    expect(devices.every(({ pad }) => pad.upTo >= (last?.seq ?? 0))).toBe(true);
  }, SLOW);
}
const rows = async (callId: string) =>
  await db.select().from(padUpdates).where(eq(padUpdates.callId, callId));

async function running(isEncrypted = true) {
  const people = await world(db, "Ana", "Bo");
  const { ana, bo } = people;
  await makeContacts(db, ana, bo);
  const apis = { ana: await as(ana.device), bo: await as(bo.device) };
  const { callId } = await apis.ana.calls.start({
    people: [bo.id],
    media: "audio",
    idempotencyKey: randomUUID(),
    isEncrypted,
  });
  await apis.bo.calls.answer({ callId });
  const { call } = await apis.ana.live.state();
  const part = (id: string) => call?.participants.find((one) => one.person.id === id)?.participantId ?? "";
  const forAna = { api: apis.ana, callId, me: part(ana.id) };
  const forBo = { api: apis.bo, callId, me: part(bo.id) };
  return { ...people, apis, callId, forAna, forBo };
}

describe("T5 the pad of a call", { timeout: 60_000 }, () => {
  it("converges while two people and two tabs write at once, at the same place", async () => {
    const { callId, forAna, forBo } = await running();
    const [ana, tab, bo] = [await device(forAna), await device(forAna), await device(forBo)];
    ana.type("Plan");
    await settle(callId, ana, tab, bo);
    for (let at = 0; at < 12; at += 1) {
      ana.type(`a${at} `, 0);
      bo.type(`b${at} `, 0);
      tab.type(` t${at}`);
      if (at % 4 === 0) for (const { pad } of [ana, bo, tab]) pad.say();
      bo.pad.edit({ at: 0, removed: 1, inserted: "" });
    }
    await settle(callId, ana, tab, bo);
    const { text } = ana.pad.state.value;
    for (let at = 0; at < 12; at += 1) {
      expect(text).toContain(`a${at} `);
      expect(text).toContain(` t${at}`);
    }
    expect(text).toContain("Plan");
  });

  it("is read by who comes later, after a reload and on another device; a guest reads all of it, too", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug, id: meetingId } = await meeting(ana, { settings: withoutWaitingRoom });
    const [host, member] = [await as(ana.device), await as(bo.device)];
    const entered = await host.door.enter({ slug });
    if (entered.state !== "in") throw new Error("not in");
    const { callId } = entered;
    const partOf = async (api: Api) =>
      (await api.live.state()).call?.participants.find((one) => one.isMe)?.participantId ?? "";
    const box = await boxOf();
    const first = await device({ api: host, callId, me: await partOf(host), box });
    first.type("Written before anybody came.\n");
    await settle(callId, first);

    await member.door.enter({ slug });
    const second = await device({ api: member, callId, me: await partOf(member) });
    // Its key comes a moment after what it opens.
    await settle(callId, first, second);
    second.type("And this by Bo.");
    await settle(callId, first, second);
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    await gil.api.calls.join({ callId });
    const guest = await device({ api: gil.api, callId, me: await partOf(gil.api), isGuest: true });
    await settle(callId, first, second, guest);
    expect(guest.pad.state.value.text).toBe("Written before anybody came.\nAnd this by Bo.");

    // The same browser again, with nobody there who could give it a key.
    for (const { pad } of opened.splice(0)) pad.close();
    const again = await device({ api: host, callId, me: await partOf(host), box });
    await settle(callId, again);
    expect(again.pad.state.value.text).toBe("Written before anybody came.\nAnd this by Bo.");
    await host.host.allow({ meetingId, allowed: { chat: false } });
    const update = { callId, id: randomUUID(), keyId: "k".repeat(22), body: "x", replaces: [], wraps: [] };
    expect(await refusalOf(gil.api.chat.writePad(update))).toBe("forbidden_by_host");
    expect((await gil.api.chat.padSince({ callId, after: 0, boxKey: null })).updates).toHaveLength(2);

    // After the call: who had an account and the keys then reads it, a guest does not.
    const me = await partOf(host);
    const nobodyElse = () => {
      for (const { pad } of opened.splice(0)) pad.close();
    };
    nobodyElse();
    await host.host.endForAll({ meetingId });
    const past = await device({ api: host, callId, me, box });
    expect(past.pad.state.value).toMatchObject({
      text: "Written before anybody came.\nAnd this by Bo.",
      hasGaps: false,
    });
    nobodyElse();
    expect((await device({ api: host, callId, me })).pad.state.value).toMatchObject({
      text: "",
      hasGaps: true,
    });
    const asGuest = gil.api.chat.padSince({ callId, after: 0, boxKey: null });
    expect(await refusalOf(asGuest)).toMatch(/^not_(on_call|found)$/);
  });

  it("E1 is at the server as nothing that could be read, and an update opens as no other one", async () => {
    const { callId, forAna, forBo } = await running();
    const ana = await device(forAna);
    ana.type("a secret that nobody may find");
    await settle(callId, ana);
    const [row] = await rows(callId);
    const bytes = Buffer.from(fromBase64url(row?.body ?? ""));
    expect(bytes.includes("secret")).toBe(false);
    expect(bytes.includes("text")).toBe(false);
    // Said to be another one by the server.
    const forged: Via = (server) => ({
      ...server,
      since: async (input) => {
        const page = await server.since(input);
        return { ...page, updates: page.updates.map((one) => ({ ...one, id: randomUUID() })) };
      },
    });
    const bo = await device({ ...forBo, via: forged });
    await vi.waitFor(() => expect(bo.pad.state.value.hasGaps).toBe(true), SLOW);
    expect(bo.pad.state.value.text).toBe("");
  });

  it("E1 a key of the chat is none of the pad, whatever the server says", async () => {
    const { callId, forAna } = await running();
    const box = await boxOf();
    const ring = new KeyRing(callId, forAna.me, box.keys, box.boxKey, "pad");
    const place = { callId, keyId: "k".repeat(22), by: randomUUID(), to: null };
    const key = crypto.getRandomValues(new Uint8Array(32));
    const ofChat = await wrapChatKey({ ...place, use: "chat" }, key, box.boxKey);
    expect(await ring.take(place, ofChat, [])).toBe(false);
    const ofPad = await wrapChatKey({ ...place, use: "pad" }, key, box.boxKey);
    expect(await ring.take(place, ofPad, [])).toBe(true);
  });

  it("merges what was written, so that little is kept, and loses nothing where two merge at once", async () => {
    const { callId, forAna, forBo } = await running(false);
    const doc = new Y.Doc();
    for (let at = 0; at < 45; at += 1) {
      const before = Y.encodeStateVector(doc);
      doc.getText("text").insert(0, `${at}, `);
      const id = randomUUID();
      const update = merged([Y.encodeStateAsUpdate(doc, before)]);
      const place = { callId, id, from: forAna.me, to: null, keyId: null };
      const body = await sealBytes("pad", place, null, pack({ update, replaces: [] }));
      await forAna.api.chat.writePad({ callId, id, keyId: null, body, replaces: [], wraps: [] });
    }
    const open = { box: null };
    const [ana, bo] = [await device({ ...forAna, ...open }), await device({ ...forBo, ...open })];
    ana.type("from Ana ");
    bo.type("from Bo ");
    await settle(callId, ana, bo);
    // Whoever came second has not merged what the first one had merged already.
    expect(await rows(callId)).toHaveLength(2);
    const late = await device({ ...forBo, ...open });
    await settle(callId, ana, bo, late);
    const { text } = late.pad.state.value;
    for (let at = 0; at < 45; at += 1) expect(text).toContain(`${at}, `);
    expect(text).toContain("from Ana");
    expect(text).toContain("from Bo");
  });

  it("loses nothing while the server does not answer, and says twice what is one", async () => {
    const { callId, forAna, forBo } = await running(false);
    let failures = 3;
    const flaky: Via = (server) => ({
      ...server,
      write: async (input) => {
        if (failures > 1) {
          failures -= 1;
          throw new Error("no network");
        }
        const answer = await server.write(input);
        if (failures === 1) {
          failures -= 1;
          throw new Error("the answer is lost");
        }
        return answer;
      },
    });
    const [ana, bo] = [
      await device({ ...forAna, box: null, via: flaky }),
      await device({ ...forBo, box: null }),
    ];
    ana.type("once");
    ana.pad.say();
    ana.type(" and more");
    for (let at = 0; at < 20; at += 1) {
      ana.pad.hurry();
      await new Promise((resume) => setTimeout(resume, 10));
    }
    await settle(callId, ana, bo);
    expect(bo.pad.state.value.text).toBe("once and more");
    expect(await rows(callId)).toHaveLength(2);
  });

  it("F31 takes no harm from what is no update, and holds no more than it may", async () => {
    const { callId, forAna, forBo } = await running(false);
    const { api } = forBo;
    const sealed = async (id: string, bytes: Uint8Array<ArrayBuffer>) =>
      await sealBytes("pad", { callId, id, from: forBo.me, to: null, keyId: null }, null, bytes);
    const broken = [
      Uint8Array.of(),
      Uint8Array.of(9, 1),
      pack({ update: Uint8Array.of(3, 7, 250), replaces: [] }),
    ];
    for (const bytes of broken) {
      const id = randomUUID();
      const body = (await sealed(id, bytes)) || "AA";
      await api.chat.writePad({ callId, id, keyId: null, body, replaces: [], wraps: [] });
    }
    const ana = await device({ ...forAna, box: null });
    expect(ana.pad.edit({ at: 0, removed: 0, inserted: "x".repeat(MOST_PAD_TEXT + 5) })).toBe(false);
    expect(ana.pad.state.value.text).toHaveLength(MOST_PAD_TEXT);
    await settle(callId, ana);
    expect(ana.pad.edit({ at: 0, removed: 1, inserted: "ab" })).toBe(false);
  });
});

describe("T5 what the server keeps of a pad", () => {
  const update = (callId: string, more: object = {}) => ({
    callId,
    id: randomUUID(),
    keyId: "k".repeat(22) as string | null,
    body: "abcd",
    replaces: [] as string[],
    wraps: [],
    ...more,
  });

  it("is one for each id, in order, replaced as a whole or not at all", async () => {
    const { apis, callId } = await running();
    const [a, b, c] = [update(callId), update(callId), update(callId)];
    expect(await apis.ana.chat.writePad(a)).toEqual({ seq: 1 });
    expect(await apis.ana.chat.writePad(a)).toEqual({ seq: 1 });
    expect(await refusalOf(apis.bo.chat.writePad(a))).toBe("not_found");
    expect(await apis.bo.chat.writePad(b)).toEqual({ seq: 2 });
    expect(await apis.bo.chat.writePad({ ...c, replaces: [a.id, randomUUID()] })).toEqual({ seq: null });
    expect(await rows(callId)).toHaveLength(2);
    const whole = update(callId, { replaces: [a.id, b.id] });
    const race = await Promise.all([
      apis.ana.chat.writePad(whole),
      apis.bo.chat.writePad(update(callId, { replaces: [a.id, b.id] })),
    ]);
    expect(race.filter(({ seq }) => seq === 3)).toHaveLength(1);
    expect(race.filter(({ seq }) => seq === null)).toHaveLength(1);
    expect(await rows(callId)).toHaveLength(1);
    expect((await apis.bo.live.state()).talks).toMatchObject([{ callId, padSeq: 3 }]);
  });

  it("is bounded: in one update, in their number and in all", async () => {
    const { apis, callId } = await running();
    const body = (length: number) => ({ body: "A".repeat(length) });
    for (const wrong of [
      { keyId: null },
      body(600_001),
      { body: "not base64url!" },
      { replaces: Array.from({ length: MOST_PAD.updates + 1 }, () => randomUUID()) },
    ])
      expect(await refusalOf(apis.ana.chat.writePad(update(callId, wrong)))).toBe("bad_input");
    const large = [
      update(callId, body(600_000)),
      update(callId, body(600_000)),
      update(callId, body(600_000)),
    ];
    for (const one of large) await apis.ana.chat.writePad(one);
    expect(await refusalOf(apis.ana.chat.writePad(update(callId, body(600_000))))).toBe("pad_full");
    const replaces = large.map(({ id }) => id);
    expect(await apis.ana.chat.writePad(update(callId, { ...body(600_000), replaces }))).toEqual({ seq: 4 });
    const [first] = await rows(callId);
    const more = Array.from({ length: MOST_PAD.updates - 1 }, (_, at) => ({ seq: 5 + at, id: randomUUID() }));
    if (first) await db.insert(padUpdates).values(more.map((one) => ({ ...first, body: "AA", ...one })));
    expect(await refusalOf(apis.ana.chat.writePad(update(callId)))).toBe("pad_full");
  });

  it("F28 is closed to who is not on the call", async () => {
    const { apis, callId } = await running();
    await apis.ana.chat.writePad(update(callId));
    const { dee } = await world(db, "Dee");
    const other = await as(dee.device);
    expect(await refusalOf(other.chat.padSince({ callId, after: 0, boxKey: null }))).toBe("not_found");
    expect(await refusalOf(other.chat.writePad(update(callId)))).toBe("not_found");
    await apis.bo.calls.leave({ callId });
    expect(await refusalOf(apis.bo.chat.writePad(update(callId)))).toBe("call_over");
  });
});

describe("what is sealed of a pad", () => {
  it("is the update and the ids of those that are in it", () => {
    const replaces = [randomUUID(), randomUUID()];
    const update = merged([Y.encodeStateAsUpdate(new Y.Doc())]);
    expect(unpack(pack({ update, replaces }))).toEqual({ update, replaces });
    expect(() => unpack(Uint8Array.of(2, 0, 0))).toThrow(RangeError);
  });
});

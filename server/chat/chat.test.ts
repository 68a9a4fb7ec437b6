import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { calls } from "../calls/schema";
import { doorOf, refusalOf, TestVisitor, withoutWaitingRoom } from "../meetings/door.fixture";
import { meetingEvents } from "../meetings/schema";
import { makeContacts, testDatabase, type TestPerson, testSfu, world } from "../testing";
import { chatKeys, chatMessages, raisedHands } from "./schema";

process.env.PEAL_LIMIT_CHAT = "12/60";
await testSfu();
const db = await testDatabase();
const { as, meeting } = doorOf(db);
type Api = Awaited<ReturnType<typeof as>>;

const bytes = (count: number) => randomBytes(count).toString("base64url");
const aKey = bytes(16);
const boxKey = bytes(65);
const sealed = (callId: string, more: object = {}) => ({
  callId,
  id: randomUUID(),
  keyId: aKey as string | null,
  to: null as string | null,
  body: bytes(40),
  wraps: [] as { boxKey: string; wrap: string }[],
  ...more,
});
const inClear = (says: unknown) => ({
  keyId: null,
  body: Buffer.from(JSON.stringify(says)).toString("base64url"),
});
const read = async (api: Api, callId: string, after = 0) => await api.chat.since({ callId, after, boxKey });
const bodies = async (api: Api, callId: string) => (await read(api, callId)).messages.map(({ body }) => body);

/** Ana calls Bo and Cy, Bo has answered. */
async function running(isEncrypted = true) {
  const people = await world(db, "Ana", "Bo", "Cy", "Dee");
  const { ana, bo, cy } = people;
  await makeContacts(db, ana, bo);
  await makeContacts(db, ana, cy);
  const apis = {
    ana: await as(ana.device),
    bo: await as(bo.device),
    cy: await as(cy.device),
    dee: await as(people.dee.device),
  };
  const { callId } = await apis.ana.calls.start({
    people: [bo.id, cy.id],
    media: "audio",
    idempotencyKey: randomUUID(),
    isEncrypted,
  });
  await apis.bo.calls.answer({ callId });
  const part = async (of: TestPerson) => {
    const { call } = await apis.ana.live.state();
    return call?.participants.find((one) => one.person.id === of.id)?.participantId ?? "";
  };
  return { ...people, apis, callId, part };
}

describe("T5 chat of a call", () => {
  it("is read by everybody on it, in order, with the keys for one's own device", async () => {
    const { apis, callId } = await running();
    const wraps = [
      { boxKey, wrap: "a.b" },
      { boxKey: bytes(65), wrap: "c.d" },
    ];
    const [first, second] = [sealed(callId, { wraps }), sealed(callId)];
    expect(await apis.ana.chat.send(first)).toEqual({ seq: 1 });
    expect(await apis.bo.chat.send(second)).toEqual({ seq: 2 });
    const page = await read(apis.bo, callId);
    expect(page.messages.map(({ body }) => body)).toEqual([first.body, second.body]);
    expect(page.keys).toMatchObject([{ keyId: aKey, wrap: "a.b" }]);
    expect(page).toMatchObject({ upTo: 2, hasMore: false });
    expect((await apis.bo.live.state()).talks).toMatchObject([{ callId, lastSeq: 2, leads: false }]);
    expect((await read(apis.bo, callId, 1)).messages).toHaveLength(1);
  });

  it("keeps a message that is sent again once, and nobody else's id", async () => {
    const { apis, callId } = await running();
    const message = sealed(callId);
    await apis.ana.chat.send(message);
    const again = await Promise.all([1, 2, 3].map(() => apis.ana.chat.send(message)));
    expect(again).toEqual([{ seq: 1 }, { seq: 1 }, { seq: 1 }]);
    expect(await refusalOf(apis.bo.chat.send(message))).toBe("not_found");
    expect(await bodies(apis.bo, callId)).toHaveLength(1);
  });

  it("numbers what comes at once without gaps", async () => {
    const { apis, callId } = await running();
    const sent = await Promise.all(
      [apis.ana, apis.bo, apis.ana, apis.bo, apis.ana].map((api) => api.chat.send(sealed(callId))),
    );
    expect(sent.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  it("to one person is read by the two of them, and nobody else learns that there is more", async () => {
    const { apis, callId, cy, bo, part } = await running();
    await apis.cy.calls.answer({ callId });
    await apis.ana.chat.send(sealed(callId, { to: await part(bo), body: "secret" }));
    expect(await bodies(apis.bo, callId)).toEqual(["secret"]);
    expect(await bodies(apis.ana, callId)).toEqual(["secret"]);
    expect(await bodies(apis.cy, callId)).toEqual([]);
    expect((await apis.cy.live.state()).talks).toMatchObject([{ lastSeq: 0 }]);
    await apis.cy.calls.leave({ callId });
    expect(await refusalOf(apis.ana.chat.send(sealed(callId, { to: await part(cy) })))).toBe(
      "person_not_found",
    );
    expect(await refusalOf(apis.ana.chat.send(sealed(callId, { to: randomUUID() })))).toBe(
      "person_not_found",
    );
  });

  it("F28 is closed to who still rings, to others, and to who has left", async () => {
    const { apis, callId } = await running();
    await apis.ana.chat.send(sealed(callId));
    for (const [api, code] of [
      [apis.cy, "not_on_call"],
      [apis.dee, "not_found"],
    ] as const) {
      expect(await refusalOf(read(api, callId))).toBe(code);
      expect(await refusalOf(api.chat.send(sealed(callId)))).toBe(code);
      expect(await refusalOf(api.chat.raise({ callId }))).toBe(code);
    }
    await apis.cy.calls.answer({ callId });
    await apis.cy.calls.leave({ callId });
    expect(await refusalOf(apis.cy.chat.send(sealed(callId)))).toBe("not_on_call");
    expect(await refusalOf(read(apis.cy, callId))).toBe("not_on_call");
  });

  it("E1 takes nothing in the clear in an encrypted call, nothing too large, nothing malformed", async () => {
    const { apis, callId } = await running();
    for (const wrong of [
      { keyId: null },
      { keyId: "short" },
      { body: "" },
      { body: "not base64url!" },
      { body: "x".repeat(24_577) },
      { id: "1" },
      { wraps: Array.from({ length: 101 }, () => ({ boxKey, wrap: "a.b" })) },
      { wraps: [{ boxKey, wrap: "<script>" }] },
    ])
      expect(await refusalOf(apis.ana.chat.send(sealed(callId, wrong)))).toBe("bad_input");
    expect(await db.select().from(chatMessages).where(eq(chatMessages.callId, callId))).toEqual([]);
  });

  it("of a call without encryption is not sealed", async () => {
    const { apis, callId } = await running(false);
    expect(await refusalOf(apis.ana.chat.send(sealed(callId)))).toBe("bad_input");
    const plain = inClear({ type: "text", text: "plain", replyTo: null });
    await apis.ana.chat.send(sealed(callId, plain));
    expect(await bodies(apis.bo, callId)).toEqual([plain.body]);
  });

  it("of a call without encryption is something known: a poll of 1,000 options is refused with words, and nothing is kept", async () => {
    const { apis, callId } = await running(false);
    const send = (says: unknown) => refusalOf(apis.ana.chat.send(sealed(callId, inClear(says))));
    const poll = (count: number) => ({
      type: "poll",
      question: "?",
      options: Array.from({ length: count }, () => "x"),
      isAnonymous: false,
    });
    expect(await send(poll(1_000))).toBe("too_many_options");
    for (const says of [poll(1), { type: "unknown" }, null, { type: "text", text: "x".repeat(4_001) }])
      expect(await send(says)).toBe("bad_input");
    expect(await refusalOf(apis.ana.chat.send(sealed(callId, { keyId: null, body: "plain" })))).toBe(
      "bad_input",
    );
    expect(await bodies(apis.bo, callId)).toEqual([]);
    expect(await send(poll(10))).toBeNull();
  });

  it("refuses who floods, and hears the others", async () => {
    const { apis, callId } = await running();
    const codes = [];
    for (let at = 0; at < 13; at++) codes.push(await refusalOf(apis.ana.chat.send(sealed(callId))));
    expect(codes.filter(Boolean)).toEqual(["rate_limited"]);
    expect(await refusalOf(apis.bo.chat.send(sealed(callId)))).toBeNull();
  });

  it("is read after the call by who was on it, and goes with the call", async () => {
    const { apis, callId } = await running();
    await apis.ana.chat.send(sealed(callId, { wraps: [{ boxKey, wrap: "a.b" }] }));
    await apis.ana.calls.leave({ callId });
    await apis.bo.calls.leave({ callId });
    expect(await bodies(apis.bo, callId)).toHaveLength(1);
    expect(await refusalOf(apis.bo.chat.send(sealed(callId)))).toBe("call_over");
    expect(await refusalOf(read(apis.cy, callId))).toBe("not_on_call");
    await db.delete(calls).where(eq(calls.id, callId));
    expect(await db.select().from(chatKeys).where(eq(chatKeys.callId, callId))).toEqual([]);
    expect(await db.select().from(chatMessages).where(eq(chatMessages.callId, callId))).toEqual([]);
  });
});

describe("T5 raised hands", () => {
  it("stand in the order in which they went up, for everybody, and are lowered by oneself, by who leads, by leaving", async () => {
    const { apis, callId, ana, bo, cy, part } = await running();
    await apis.cy.calls.answer({ callId });
    const hands = async () => (await apis.cy.live.state()).talks[0]?.hands;
    const [a, b, c] = [await part(ana), await part(bo), await part(cy)];
    await apis.cy.chat.raise({ callId });
    await apis.bo.chat.raise({ callId });
    await apis.ana.chat.raise({ callId });
    await apis.cy.chat.raise({ callId });
    expect(await hands()).toEqual([c, b, a]);
    expect(await refusalOf(apis.bo.chat.lower({ callId, participantId: c }))).toBe("not_host");
    expect((await apis.ana.live.state()).talks).toMatchObject([{ leads: true }]);
    await apis.ana.chat.lower({ callId, participantId: c });
    expect(await hands()).toEqual([b, a]);
    await apis.ana.chat.lower({ callId });
    await apis.ana.chat.lower({ callId });
    await apis.bo.calls.leave({ callId });
    expect(await hands()).toEqual([]);
    expect(await db.select().from(raisedHands).where(eq(raisedHands.callId, callId))).toEqual([]);
  });
});

describe("T5 chat of a meeting", () => {
  it("a guest reads from their coming on, also after a reload; a member reads all; who waits reads nothing", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug, id } = await meeting(ana, { settings: withoutWaitingRoom });
    const [host, member] = [await as(ana.device), await as(bo.device)];
    const entered = await host.door.enter({ slug });
    if (entered.state !== "in") throw new Error("not in");
    const { callId } = entered;
    await host.chat.send(sealed(callId, { body: "before" }));
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    await host.chat.send(sealed(callId, { body: "after" }));
    await gil.api.calls.join({ callId });
    expect(await bodies(gil.api, callId)).toEqual(["after"]);
    expect(await read(gil.api, callId)).toMatchObject({ upTo: 2 });
    await member.door.enter({ slug });
    expect(await bodies(member, callId)).toEqual(["before", "after"]);

    await gil.api.chat.raise({ callId });
    const [hand] = (await member.live.state()).talks[0]?.hands ?? [];
    expect(await refusalOf(member.chat.lower({ callId, participantId: hand ?? "" }))).toBe("not_host");
    await host.chat.lower({ callId, participantId: hand ?? "" });
    const events = await db.select().from(meetingEvents).where(eq(meetingEvents.meetingId, id));
    expect(events.map(({ kind }) => kind).filter((kind) => kind.endsWith("hand"))).toEqual([
      "hand",
      "unhand",
    ]);
    expect(events.find(({ kind }) => kind === "unhand")).toMatchObject({ actorUserId: ana.id });

    await gil.api.calls.leave({ callId });
    expect(await refusalOf(read(gil.api, callId))).toBe("not_on_call");
  });

  it("takes questions where hosts allow them, chat where they allow that, each for itself; hosts write both", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id: meetingId } = await meeting(ana, { settings: withoutWaitingRoom });
    const host = await as(ana.device);
    const entered = await host.door.enter({ slug });
    if (entered.state !== "in") throw new Error("not in");
    const { callId } = entered;
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    await gil.api.calls.join({ callId });
    const about = (subject: "chat" | "questions") => sealed(callId, { about: subject });
    await gil.api.chat.send(about("questions"));
    await host.host.allow({ meetingId, allowed: { questions: false } });
    expect((await gil.api.live.state()).call?.meeting?.rights).toMatchObject({
      chat: true,
      questions: false,
    });
    expect(await refusalOf(gil.api.chat.send(about("questions")))).toBe("forbidden_by_host");
    await gil.api.chat.send(about("chat"));
    await host.chat.send(about("questions"));
    await host.host.allow({ meetingId, allowed: { questions: true, chat: false } });
    await gil.api.chat.send(about("questions"));
    expect(await refusalOf(gil.api.chat.send(about("chat")))).toBe("forbidden_by_host");
    const { messages } = await read(gil.api, callId);
    expect(messages.map((one) => one.about)).toEqual(["questions", "chat", "questions", "questions"]);
  });

  it("F28 tells nothing to who waits at the door", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana);
    const host = await as(ana.device);
    const entered = await host.door.enter({ slug });
    if (entered.state !== "in") throw new Error("not in");
    const { callId } = entered;
    await host.chat.send(sealed(callId));
    const ivo = new TestVisitor();
    await ivo.enter(slug, "Ivo");
    expect(await refusalOf(read(ivo.api, callId))).toBe("not_found");
    expect(await refusalOf(ivo.api.chat.send(sealed(callId)))).toBe("not_found");
    expect(await refusalOf(ivo.api.chat.raise({ callId }))).toBe("not_found");
    expect(await refusalOf(ivo.api.chat.lower({ callId }))).toBe("not_found");
  });
});

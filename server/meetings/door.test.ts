import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { callParticipants, calls } from "../calls/schema";
import { databaseAhead, testDatabase, testSfu, world } from "../testing";
import { voice } from "../e2ee/e2ee.fixture";
import { doorOf, inIt, refusalOf, TestVisitor, withoutWaitingRoom } from "./door.fixture";
import { hashPassword } from "../auth";
import { guests, meetingInvitees, meetingParticipants, meetings } from "./schema";
import { sweepKnocks } from "./waiting";

await testSfu();
const db = await testDatabase();
const { meeting, as, waiting, eventsOf } = doorOf(db);

describe("T2 a guest joins by link and a name", () => {
  it("is in at once where there is no waiting room, and is the same guest after a reload", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana, { settings: withoutWaitingRoom });
    const gil = new TestVisitor();
    const first = inIt(await gil.enter(slug, "Gil"));
    const again = inIt(await gil.enter(slug));
    expect(again.callId).toBe(first.callId);
    expect(again.admissionId).not.toBe(first.admissionId);
    expect(await db.select().from(guests).where(eq(guests.meetingId, id))).toMatchObject([{ name: "Gil" }]);
    const state = await gil.api.live.state();
    expect(state.call).toMatchObject({ callId: first.callId, meetingId: id, admissionId: again.admissionId });
    expect(state.call?.participants).toMatchObject([
      { isMe: true, isGuest: true, person: { name: "Gil", handle: "" } },
    ]);
    expect(await eventsOf(id)).toEqual(["join", "join"]);
  });

  it("is kept inside another site's page by a cookie for such a place, of that meeting", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const framed = new TestVisitor(undefined, true);
    await framed.enter(slug, "Gil");
    expect(framed.kept).toMatch(
      new RegExp(
        `^peal-guest-${slug}=[^;]+; Path=/; Max-Age=86400; HttpOnly; SameSite=None; Secure; Partitioned$`,
      ),
    );
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    expect(gil.kept).toMatch(/^peal-guest=[^;]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/);
  });

  it("sees members and is seen by them; the host leaves, and the meeting goes on", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const [gil, fay] = [new TestVisitor(), new TestVisitor()];
    const { callId } = inIt(await (await as(ana.device)).door.enter({ slug }));
    inIt(await (await as(bo.device)).door.enter({ slug }));
    inIt(await gil.enter(slug, "Gil"));
    inIt(await fay.enter(slug, "Fay"));
    for (const api of [await as(ana.device), await as(bo.device), gil.api, fay.api]) {
      const names = (await api.live.state()).call?.participants.map((one) => one.person.name);
      expect(names?.toSorted()).toEqual(["Ana", "Bo", "Fay", "Gil"]);
    }
    await (await as(ana.device)).calls.leave({ callId });
    await (await as(bo.device)).calls.leave({ callId });
    await fay.api.calls.leave({ callId });
    expect((await gil.api.live.state()).call?.state).toBe("active");
    await gil.api.calls.leave({ callId });
    const [call] = await db.select().from(calls).where(eq(calls.id, callId));
    expect(call?.state).toBe("ended");
  });

  it("has a history only where there is an account", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const { callId } = inIt(await (await as(ana.device)).door.enter({ slug }));
    const gil = new TestVisitor();
    inIt(await gil.enter(slug, "Gil"));
    await gil.api.calls.leave({ callId });
    await (await as(ana.device)).calls.leave({ callId });
    expect((await (await as(ana.device)).history.list({})).entries).toMatchObject([{ callId }]);
  });

  it("turns into an account and keeps the history entry, once, whoever has it by then", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const { callId } = inIt(await (await as(ana.device)).door.enter({ slug }));
    const gil = new TestVisitor();
    inIt(await gil.enter(slug, "Bo as a guest"));
    await gil.api.calls.leave({ callId });
    const guest = gil.cookie ?? "";
    await gil.signedInAs(bo.device).then((api) => api.door.keepVisit());
    expect((await (await as(bo.device)).history.list({})).entries).toMatchObject([
      { callId, status: "completed", people: [{ name: "Ana" }] },
    ]);
    gil.cookie = guest;
    await gil.signedInAs(cy.device).then((api) => api.door.keepVisit());
    expect((await (await as(cy.device)).history.list({})).entries).toEqual([]);
    gil.cookie = guest;
    expect(await refusalOf(gil.api.live.state())).toBe("not_found");
  });

  it.each([
    ["nothing", undefined],
    ["only spaces", "     "],
    ["only bidi controls", "\u202e\u2066\u200b"],
    ["10,000 characters", "x".repeat(10_000)],
  ])("F31 is refused with words who is called %s", async (_, name) => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    expect(await refusalOf(new TestVisitor().enter(slug, name)).catch(String)).toMatch(/bad_input|name/);
    expect(await db.select().from(calls).where(eq(calls.startedBy, ana.id))).toEqual([]);
  });

  it("F31 a name with bidi controls, line breaks and HTML is inert", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const gil = new TestVisitor();
    await gil.enter(slug, "\u202eGi\r\nl\u200b <b>x</b>");
    const me = (await gil.api.live.state()).call?.participants[0];
    expect(me?.person.name).toBe("Gil <b>x</b>");
  });
});

describe("wrong, expired, cancelled, locked and full links, and passwords", () => {
  it("each is a refusal of its own, and nothing is left behind", async () => {
    const { ana } = await world(db, "Ana");
    const open = { settings: withoutWaitingRoom };
    const past = sql`peal_now() - interval '1 minute'`;
    const wrong = "abc-defg-hij";
    const expired = await meeting(ana, { ...open, expiresAt: past as never });
    const cancelled = await meeting(ana, { ...open, cancelledAt: past as never });
    const locked = await meeting(ana, { ...open, lockedAt: past as never });
    const full = await meeting(ana, { ...open, mostPeople: 2 });
    const secret = await meeting(ana, { ...open, passwordHash: await hashPassword("open sesame") });
    const enter = (slug: string, password?: string) =>
      refusalOf(new TestVisitor().enter(slug, "Gil", { password }));
    expect(await enter(wrong)).toBe("not_found");
    expect(await enter("no slug at all")).toBe("bad_input");
    expect(await enter(expired.slug)).toBe("link_expired");
    expect(await enter(cancelled.slug)).toBe("meeting_cancelled");
    expect(await enter(locked.slug)).toBe("meeting_locked");
    expect(await enter(secret.slug)).toBe("meeting_password_needed");
    expect(await enter(secret.slug, "guess")).toBe("wrong_meeting_password");
    expect(await enter(secret.slug, "open sesame")).toBeNull();
    expect(await enter(full.slug)).toBeNull();
    expect(await enter(full.slug)).toBeNull();
    expect(await enter(full.slug)).toBe("meeting_full");
    const left = await db.select().from(guests).where(eq(guests.meetingId, full.id));
    expect(left).toHaveLength(2);
  });

  it("the host comes in whatever is locked", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, {
      passwordHash: await hashPassword("open sesame"),
      lockedAt: sql`peal_now()` as never,
    });
    inIt(await (await as(ana.device)).door.enter({ slug }));
  });

  it("who cannot encrypt is refused in an encrypted meeting", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    expect(await refusalOf(new TestVisitor().enter(slug, "Gil", { canEncrypt: false }))).toBe(
      "cannot_encrypt",
    );
    const plain = await meeting(ana, { settings: withoutWaitingRoom, isEncrypted: false });
    const entered = inIt(await new TestVisitor().enter(plain.slug, "Gil", { canEncrypt: false }));
    expect(entered.isEncrypted).toBe(false);
  });
});

describe("E3 a guest's key messages", () => {
  it("say that they are a guest and no account, reach the others, and stop with the place", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, { settings: withoutWaitingRoom });
    const host = await as(ana.device);
    const { callId, admissionId: hosts } = inIt(await host.door.enter({ slug }));
    const gil = new TestVisitor();
    const { admissionId, guestId } = inIt(await gil.enter(slug, "Gil"));
    const says = voice(callId, admissionId, guestId ?? "");
    const send = (message: ReturnType<typeof says.announce>, api = gil.api) =>
      refusalOf(api.e2ee.send({ callId, messages: [message] }));
    expect(await send(says.announce())).toBe("not_found");
    expect(await send(says.announce({ kind: "guest" }))).toBe("not_found");
    expect(await send(says.announce({ kind: "user", userId: ana.id }))).toBe("not_found");
    expect(await send(voice(callId, hosts, "").announce({ kind: "guest", userId: null }))).toBe("not_found");
    expect(await send(voice(callId, hosts, "").announce({ kind: "guest", userId: null }), host)).toBe(
      "not_found",
    );
    expect(await send(says.announce({ kind: "guest", userId: null }))).toBeNull();
    expect((await host.e2ee.since({ callId, seq: 0 })).deliveries).toMatchObject([
      { message: { body: { type: "announce", kind: "guest", userId: null, from: admissionId } } },
    ]);
    await host.e2ee.send({ callId, messages: [voice(callId, hosts, ana.id).announce()] });
    expect((await gil.api.e2ee.since({ callId, seq: 0 })).deliveries).toHaveLength(1);
    await gil.api.calls.leave({ callId });
    expect(await refusalOf(gil.api.e2ee.since({ callId, seq: 0 }))).toBe("not_found");
  });
});

describe("limits", () => {
  it("thirty addresses a minute that lead nowhere, from one place; those that lead somewhere do not count", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana);
    const [guesser, other] = [new TestVisitor("198.51.100.1"), new TestVisitor("198.51.100.2")];
    for (let look = 0; look < 40; look += 1) await guesser.api.door.look({ slug });
    for (let guess = 0; guess < 30; guess += 1)
      expect(await refusalOf(guesser.api.door.look({ slug: "abc-defg-hij" }))).toBe("not_found");
    expect(await refusalOf(guesser.api.door.look({ slug: "abc-defg-hij" }))).toBe("rate_limited");
    // Nor can it be told by that which address leads somewhere.
    expect(await refusalOf(guesser.api.door.look({ slug }))).toBe("rate_limited");
    expect(await refusalOf(guesser.enter(slug, "Gil"))).toBe("rate_limited");
    expect(await refusalOf(other.api.door.look({ slug }))).toBeNull();
  });

  it("five knocks in ten minutes of one guest, and forty of one place", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana);
    const host = await as(ana.device);
    const gil = new TestVisitor("198.51.100.3");
    const denied = async () => {
      const [one] = await waiting(id);
      await host.door.deny({ meetingId: id, participantId: one?.id ?? "" });
    };
    for (let knocks = 0; knocks < 5; knocks += 1) {
      await gil.enter(slug, "Gil");
      // Who waits already knocks no second time.
      await gil.enter(slug, "Gil");
      await denied();
    }
    expect(await refusalOf(gil.enter(slug, "Gil"))).toBe("rate_limited");
    for (let guest = 0; guest < 35; guest += 1)
      await new TestVisitor("198.51.100.3").enter(slug, `Guest ${guest}`);
    expect(await refusalOf(new TestVisitor("198.51.100.3").enter(slug, "Another"))).toBe("rate_limited");
    expect(await waiting(id)).toHaveLength(35);
    await new TestVisitor("198.51.100.4").enter(slug, "From elsewhere");
  });
});

describe("T3 the waiting room", () => {
  it("a guest waits; that the host comes lets nobody in; the host admits one, and they are in", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana);
    const [gil, fay] = [new TestVisitor(), new TestVisitor()];
    expect(await gil.enter(slug, "Gil")).toMatchObject({ state: "waiting" });
    expect(await fay.enter(slug, "Fay")).toMatchObject({ state: "waiting" });
    const host = await as(ana.device);
    inIt(await host.door.enter({ slug }));
    expect(await waiting(id)).toHaveLength(2);
    const [knocks] = (await host.live.state()).knocks;
    expect(knocks?.people.map((one) => one.name)).toEqual(["Gil", "Fay"]);
    expect(await refusalOf(gil.api.live.state())).toBe("not_found");
    const participantId = knocks?.people[0]?.participantId ?? "";
    await host.door.admit({ meetingId: id, participantId });
    await host.door.admit({ meetingId: id, participantId });
    inIt(await gil.enter(slug));
    expect(await fay.enter(slug)).toMatchObject({ state: "waiting" });
    expect((await host.live.state()).knocks[0]?.people.map((one) => one.name)).toEqual(["Fay"]);
    expect(await host.door.admitAll({ meetingId: id })).toBe(1);
    inIt(await fay.enter(slug));
    expect((await host.live.state()).knocks).toEqual([]);
    expect(await eventsOf(id)).toEqual(["knock", "knock", "join", "admit", "join", "admit", "join"]);
  });

  it("denied may knock again, denied for good may not, also by a member's account", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug, id } = await meeting(ana);
    const host = await as(ana.device);
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    const [first] = await waiting(id);
    await host.door.deny({ meetingId: id, participantId: first?.id ?? "" });
    expect(await waiting(id)).toEqual([]);
    await gil.enter(slug);
    await host.door.deny({ meetingId: id, participantId: first?.id ?? "", isForGood: true });
    expect(await refusalOf(gil.enter(slug))).toBe("removed_by_host");
    await (await as(bo.device)).door.enter({ slug });
    expect((await (await as(bo.device)).live.state()).entries).toMatchObject([
      { meetingId: id, state: "waiting" },
    ]);
    const [member] = await waiting(id);
    await host.door.deny({ meetingId: id, participantId: member?.id ?? "", isForGood: true });
    expect(await refusalOf((await as(bo.device)).door.enter({ slug }))).toBe("removed_by_host");
  });

  it("two hosts at once: one lets in and the other denies, and one of the two holds", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug, id } = await meeting(ana);
    await db
      .insert(meetingParticipants)
      .values({ meetingId: id, userId: bo.id, role: "co_host", state: "admitted" });
    for (let round = 0; round < 10; round += 1) {
      const gil = new TestVisitor();
      await gil.enter(slug, "Gil");
      const [one] = await waiting(id);
      const participantId = one?.id ?? "";
      const outcomes = await Promise.all([
        refusalOf((await as(ana.device)).door.admit({ meetingId: id, participantId })),
        refusalOf((await as(bo.device)).door.deny({ meetingId: id, participantId })),
      ]);
      expect(outcomes.filter((code) => code === null)).toHaveLength(1);
      expect(outcomes.filter((code) => code === "not_found")).toHaveLength(1);
    }
  });

  it("only hosts let in: not a member, not a guest, not somebody from elsewhere", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    const { slug, id } = await meeting(ana);
    await db.insert(meetingParticipants).values({ meetingId: id, userId: bo.id, state: "admitted" });
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    const [one] = await waiting(id);
    const which = { meetingId: id, participantId: one?.id ?? "" };
    for (const act of ["admit", "deny"] as const) {
      expect(await refusalOf((await as(bo.device)).door[act](which))).toBe("not_host");
      expect(await refusalOf((await as(cy.device)).door[act](which))).toBe("not_found");
      expect(await refusalOf(gil.api.door[act](which))).toBe("not_signed_in");
      expect(await refusalOf(new TestVisitor().api.door[act](which))).toBe("not_signed_in");
    }
    expect(await waiting(id)).toHaveLength(1);
  });

  it("who is invited by name goes in once it runs, and waits before that", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { slug, id } = await meeting(ana);
    await db.insert(meetingInvitees).values({ meetingId: id, email: bo.email });
    expect(await (await as(bo.device)).door.enter({ slug })).toMatchObject({ state: "waiting" });
    await (await as(ana.device)).door.enter({ slug });
    inIt(await (await as(bo.device)).door.enter({ slug }));
  });

  it("who comes long before a meeting without a waiting room waits until it begins", async () => {
    const { ana } = await world(db, "Ana");
    const { slug } = await meeting(ana, {
      settings: withoutWaitingRoom,
      startsAt: sql`peal_now() + interval '1 hour'` as never,
      minutes: 30,
      timeZone: "Europe/Berlin",
    });
    const gil = new TestVisitor();
    expect(await gil.enter(slug, "Gil")).toMatchObject({ state: "waiting" });
    await (await as(ana.device)).door.enter({ slug });
    inIt(await gil.enter(slug));
  });

  it("those who wait are told what the host says, and go away by themselves or when nobody hears of them", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana);
    const host = await as(ana.device);
    const [gil, fay] = [new TestVisitor(), new TestVisitor()];
    await gil.enter(slug, "Gil");
    await fay.enter(slug, "Fay");
    await host.door.tellWaiting({ meetingId: id, message: "Five minutes,\u202e please" });
    expect((await host.live.state()).knocks[0]?.message).toBe("Five minutes, please");
    await gil.api.door.stopWaiting({ meetingId: id });
    expect(await waiting(id)).toHaveLength(1);
    const later = databaseAhead("36 seconds");
    await sweepKnocks(later);
    expect(await waiting(id)).toEqual([]);
  });

  it("that somebody was let in holds for that session, not for the one of tomorrow", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana);
    const host = await as(ana.device);
    const { callId } = inIt(await host.door.enter({ slug }));
    const gil = new TestVisitor();
    await gil.enter(slug, "Gil");
    await host.door.admitAll({ meetingId: id });
    inIt(await gil.enter(slug));
    await gil.api.calls.leave({ callId });
    inIt(await gil.enter(slug));
    await gil.api.calls.leave({ callId });
    await host.calls.leave({ callId });
    await db
      .update(meetingParticipants)
      .set({ admittedAt: sql`peal_now() - interval '1 day'` })
      .where(eq(meetingParticipants.meetingId, id));
    expect(await gil.enter(slug)).toMatchObject({ state: "waiting" });
  });

  it("a removed guest cannot come back by the verbs of calls", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana, { settings: withoutWaitingRoom });
    await (await as(ana.device)).door.enter({ slug });
    const gil = new TestVisitor();
    const { callId } = inIt(await gil.enter(slug, "Gil"));
    await gil.api.calls.leave({ callId });
    expect(await refusalOf(gil.api.calls.join({ callId }))).toBe("not_found");
    await db
      .update(meetingParticipants)
      .set({ state: "removed" })
      .where(sql`${meetingParticipants.meetingId} = ${id} and ${meetingParticipants.guestId} is not null`);
    expect(await refusalOf(gil.enter(slug))).toBe("removed_by_host");
  });

  it("one session at a time: twenty who come at once are in one call", async () => {
    const { ana } = await world(db, "Ana");
    const { slug, id } = await meeting(ana, { settings: withoutWaitingRoom });
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => new TestVisitor().enter(slug, `Guest ${at}`)),
    );
    expect(new Set(all.map((one) => inIt(one).callId)).size).toBe(1);
    const rows = await db
      .select({ id: callParticipants.id })
      .from(callParticipants)
      .innerJoin(calls, eq(calls.id, callParticipants.callId))
      .where(eq(calls.meetingId, id));
    expect(rows).toHaveLength(20);
    expect(await db.select().from(meetings).where(eq(meetings.id, id))).toHaveLength(1);
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { followRoom, reconcileRooms } from "../calls";
import { callParticipants, calls } from "../calls/schema";
import { startWorker } from "../jobs/worker";
import { mintToken } from "../media";
import { makeContacts, testDatabase, testSfu, world } from "../testing";
import { jobs, wire } from "../wiring";
import { doorOf, refusalOf, TestVisitor } from "./door.fixture";
import { connectSfu, running, sfuRights, until } from "./hosts.fixture";
import { meetingParticipants, meetings } from "./schema";
import { meetingSettings } from "./contract";

await testSfu();
const db = await testDatabase();
wire();
const worker = await startWorker(process.env.DATABASE_URL ?? "", jobs);
afterAll(() => worker.stop());

const everything = ["CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"];
const without = (...gone: string[]) => everything.filter((one) => !gone.includes(one));
const sorted = (rights: string[] | null) => rights?.toSorted() ?? null;
const open = meetingSettings.parse({ waitingRoom: false });

const { eventsOf } = doorOf(db);
const viewOf = async (api: { live: { state(): Promise<{ call: { meeting: unknown } | null }> } }) =>
  (await api.live.state()).call?.meeting;

describe("T4 what hosts allow and forbid", () => {
  it("is what the SFU lets people send, from the next moment on, and for who comes later", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const room = await running(db, ana, [bo], ["Gil"]);
    const [gil] = room.guests;
    const [member] = room.people;
    if (!gil || !member) throw new Error("nobody there");
    const there = await Promise.all([gil, member, room.host].map((one) => connectSfu(one.entered)));
    expect(sorted(await sfuRights(gil.entered))).toEqual(everything);
    const { meetingId } = room;
    await room.host.api.host.allow({ meetingId, allowed: { screenShare: false, video: false } });
    const quiet = without("SCREEN_SHARE", "SCREEN_SHARE_AUDIO", "CAMERA");
    for (const one of [gil, member])
      await until(
        () => sfuRights(one.entered),
        (rights) => sorted(rights)?.join() === quiet.join(),
      );
    expect(sorted(await sfuRights(room.host.entered))).toEqual(everything);
    const late = new TestVisitor();
    const entered = await late.enter(room.slug, "Fay");
    if (entered.state !== "in") throw new Error("not in");
    expect(entered.maySend).toEqual(["microphone"]);
    const connection = await connectSfu(entered);
    expect(sorted(await sfuRights(entered))).toEqual(quiet);
    await room.host.api.host.allow({ meetingId, allowed: { audio: false } });
    await until(
      () => sfuRights(entered),
      (rights) => rights?.length === 0,
    );
    expect(await viewOf(gil.api)).toMatchObject({
      role: "participant",
      rights: { chat: true, questions: true, screenShare: false, camera: false, unmute: false, rename: true },
    });
    expect(await viewOf(room.host.api)).toMatchObject({ role: "host", rights: { screenShare: true } });
    await room.host.api.host.allow({ meetingId, allowed: { audio: true, video: true, screenShare: true } });
    await until(
      () => sfuRights(entered),
      (rights) => rights?.length === 4,
    );
    expect(await eventsOf(meetingId)).toEqual(expect.arrayContaining(["allow"]));
    for (const one of [...there, connection]) one.close();
  });

  it("lets one talk who was asked to, stops one camera, and a token made before that is set right when it is used", async () => {
    const { ana } = await world(db, "Ana");
    const room = await running(db, ana, [], ["Gil", "Fay"], { settings: { ...open, unmute: false } });
    const [gil, fay] = room.guests;
    if (!gil || !fay) throw new Error("nobody there");
    const { meetingId } = room;
    const [gilIs, fayIs] = [await room.partOf("Gil"), await room.partOf("Fay")];
    const connection = await connectSfu(gil.entered);
    expect(sorted(await sfuRights(gil.entered))).toEqual(without("MICROPHONE"));
    await room.host.api.host.askToUnmute({ meetingId, participantId: gilIs });
    await until(
      () => sfuRights(gil.entered),
      (rights) => rights?.length === 4,
    );
    expect(await viewOf(gil.api)).toMatchObject({ rights: { unmute: true }, word: { kind: "asked" } });
    await room.host.api.host.mute({ meetingId, participantId: gilIs });
    await until(
      () => sfuRights(gil.entered),
      (rights) => rights?.includes("MICROPHONE") === false,
    );
    expect(await viewOf(gil.api)).toMatchObject({ rights: { unmute: false }, word: { kind: "muted" } });

    // Fay has a token from before, and connects with it only now.
    await room.host.api.host.allowCamera({ meetingId, participantId: fayIs, isAllowed: false });
    const late = await connectSfu(fay.entered);
    await followRoom(db, { kind: "joined", ...fay.entered });
    await until(
      () => sfuRights(fay.entered),
      (rights) => rights?.includes("CAMERA") === false,
    );
    expect(await viewOf(fay.api)).toMatchObject({ rights: { camera: false }, word: { kind: "stopped" } });
    await room.host.api.host.allowCamera({ meetingId, participantId: fayIs, isAllowed: true });
    await until(
      () => sfuRights(fay.entered),
      (rights) => rights?.includes("CAMERA") === true,
    );
    expect(await viewOf(fay.api)).toMatchObject({ rights: { camera: true }, word: null });
    connection.close();
    late.close();
  });

  it("mutes on entry: the token lets nobody be heard who has just come; the host and a reload are not muted", async () => {
    const { ana } = await world(db, "Ana");
    const room = await running(db, ana, [], ["Gil"], { settings: { ...open, muteOnEntry: true } });
    const [gil] = room.guests;
    if (!gil) throw new Error("nobody there");
    expect(room.host.entered.isMuted).toBe(false);
    expect(gil.entered).toMatchObject({ isMuted: true, maySend: null });
    const connection = await connectSfu(gil.entered);
    expect(sorted(await sfuRights(gil.entered))).toEqual(without("MICROPHONE"));
    await followRoom(db, { kind: "joined", ...gil.entered });
    await until(
      () => sfuRights(gil.entered),
      (rights) => rights?.length === 4,
    );
    connection.close();
    expect(await gil.visitor.enter(room.slug)).toMatchObject({ state: "in", isMuted: false });
  });
});

describe("F29 removed means removed", () => {
  it("is out at the SFU, stays out with a token that the SFU renewed, and comes back neither by link nor by seat", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const room = await running(db, ana, [bo], ["Gil"]);
    const { meetingId, callId, slug } = room;
    const removals = [
      { one: room.guests[0], name: "Gil", enter: async () => await room.guests[0]?.visitor.enter(slug) },
      { one: room.people[0], name: "Bo", enter: async () => await room.people[0]?.api.door.enter({ slug }) },
    ];
    for (const { one, name, enter } of removals) {
      if (!one) throw new Error("nobody there");
      const { closed } = await connectSfu(one.entered);
      const asked = performance.now();
      await room.host.api.host.remove({ meetingId, participantId: await room.partOf(name) });
      await closed;
      console.info(`F29 out at the SFU after ${Math.round(performance.now() - asked)} ms`);

      // As the SFU renews it, with the same identity.
      const again = await connectSfu({ token: await mintToken(callId, one.entered.admissionId) });
      await followRoom(db, { kind: "joined", callId, admissionId: one.entered.admissionId });
      await again.closed;
      // And where no webhook comes at all.
      const unheard = await connectSfu({ token: await mintToken(callId, one.entered.admissionId) });
      const isClosed = unheard.closed.then(() => true);
      await until(
        async () => {
          await reconcileRooms(db);
          return await Promise.race([isClosed, Promise.resolve(false)]);
        },
        (isOut) => isOut,
      );

      expect(await refusalOf(enter())).toBe("removed_by_host");
      expect(await refusalOf(one.api.calls.join({ callId }))).toBe("not_found");
      expect(await refusalOf(one.api.e2ee.since({ callId, seq: 0 }))).toBe("not_found");
      const seen = (await room.host.api.live.state()).call?.participants ?? [];
      expect(seen.find((part) => part.person.name === name)?.state ?? "left").toBe("left");
    }
    expect((await eventsOf(meetingId)).filter((kind) => kind === "remove")).toHaveLength(2);
    expect((await room.people[0]?.api.live.state())?.entries).toMatchObject([
      { meetingId, state: "removed" },
    ]);
  }, 60_000);

  it("a guest who was removed stays out with the account that they turn into, and nobody is rung in past the door", async () => {
    const { ana, bo, eve } = await world(db, "Ana", "Bo", "Eve");
    const room = await running(db, ana, [bo], ["Gil"]);
    const { meetingId, callId, slug } = room;
    await room.host.api.host.remove({ meetingId, participantId: await room.partOf("Gil") });
    const api = await room.guests[0]?.visitor.signedInAs(eve.device);
    await api?.door.keepVisit();
    expect(await refusalOf(room.enter(eve))).toBe("removed_by_host");
    await room.people[0]?.api.calls.leave({ callId });
    await makeContacts(db, ana, bo);
    const people = [bo.id];
    expect(await refusalOf(room.host.api.calls.addPeople({ callId, people }))).toBe("not_found");
    expect(await refusalOf(room.host.api.calls.ringAgain({ callId, personId: bo.id }))).toBe("not_found");
    expect(await new TestVisitor().enter(slug, "Hal")).toMatchObject({ state: "in" });
  });

  it("cannot be done to the owner, to one's like or to oneself; two hosts at once remove once", async () => {
    const { ana, bo, cy, dee } = await world(db, "Ana", "Bo", "Cy", "Dee");
    const room = await running(db, ana, [bo, cy, dee], ["Gil"]);
    const { meetingId } = room;
    const [second, third] = room.people;
    if (!second || !third) throw new Error("nobody there");
    for (const name of ["Bo", "Cy"])
      await room.host.api.host.setCoHost({
        meetingId,
        participantId: await room.partOf(name),
        isCoHost: true,
      });
    const by = (api: typeof second.api, name: string) =>
      room.partOf(name).then((participantId) => refusalOf(api.host.remove({ meetingId, participantId })));
    expect(await by(second.api, "Ana")).toBe("is_host");
    expect(await by(second.api, "Cy")).toBe("is_host");
    expect(await by(second.api, "Bo")).toBe("is_yourself");
    const participantId = await room.partOf("Gil");
    expect(
      await refusalOf(room.people[2]?.api.host.remove({ meetingId, participantId }) ?? Promise.resolve()),
    ).toBe("not_host");
    const both = [second.api, third.api, room.host.api].map((api) =>
      refusalOf(api.host.remove({ meetingId, participantId })),
    );
    expect(await Promise.all(both)).toEqual([null, null, null]);
    expect((await eventsOf(meetingId)).filter((kind) => kind === "remove")).toHaveLength(1);
    expect(await refusalOf(room.host.api.host.remove({ meetingId, participantId: randomUUID() }))).toBe(
      "not_found",
    );
  });
});

describe("T4 roles", () => {
  it("a co-host does what a host does but roles, ending and the meeting itself; the role ends with the session", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const room = await running(db, ana, [bo], ["Gil"]);
    const { meetingId } = room;
    const [helper] = room.people;
    if (!helper) throw new Error("nobody there");
    const [boIs, gilIs] = [await room.partOf("Bo"), await room.partOf("Gil")];
    const coHost = { meetingId, participantId: boIs, isCoHost: true };
    expect(await refusalOf(helper.api.host.muteAll({ meetingId }))).toBe("not_host");
    await room.host.api.host.setCoHost(coHost);
    expect(await refusalOf(room.host.api.host.setCoHost({ ...coHost, participantId: gilIs }))).toBe(
      "needs_account",
    );
    expect(await helper.api.host.muteAll({ meetingId })).toBe(1);
    expect(await viewOf(helper.api)).toMatchObject({ role: "co_host" });
    await helper.api.host.lock({ meetingId, isLocked: true });
    const refused = await Promise.all([
      refusalOf(helper.api.host.endForAll({ meetingId })),
      refusalOf(helper.api.host.handOver({ meetingId, participantId: boIs })),
      refusalOf(helper.api.host.setCoHost({ ...coHost, participantId: gilIs })),
      refusalOf(helper.api.meetings.cancel({ meetingId })),
    ]);
    expect(refused).toEqual(Array(4).fill("not_host"));
    await room.host.api.host.endForAll({ meetingId });
    const row = async () => (await db.select().from(meetings).where(eq(meetings.id, meetingId)))[0];
    await until(row, (one) => one?.lockedAt === null);
    const standings = await db
      .select()
      .from(meetingParticipants)
      .where(eq(meetingParticipants.meetingId, meetingId));
    expect(standings.every((one) => one.sessionRole === null)).toBe(true);
    expect(await refusalOf(helper.api.host.lock({ meetingId, isLocked: true }))).toBe("not_host");
  });

  it("is handed over; where the host leaves, a co-host takes over, else who with an account is there the longest", async () => {
    const { ana, bo, cy } = await world(db, "Ana", "Bo", "Cy");
    const room = await running(db, ana, [bo, cy], ["Gil"]);
    const { meetingId, callId } = room;
    const [second, third] = room.people;
    if (!second || !third) throw new Error("nobody there");
    const roles = async (api: typeof second.api) =>
      Object.fromEntries(
        ((await api.live.state()).call?.participants ?? [])
          .filter((one) => one.state === "connected")
          .map((one) => [one.person.name, one.meetingRole]),
      );
    await room.host.api.host.handOver({ meetingId, participantId: await room.partOf("Cy") });
    expect(await roles(second.api)).toMatchObject({ Ana: "host", Bo: "participant", Cy: "host" });
    await room.host.api.calls.leave({ callId });
    // Cy gives it on, and helps.
    await third.api.host.handOver({ meetingId, participantId: await room.partOf("Bo") });
    expect(await roles(second.api)).toMatchObject({ Bo: "host", Cy: "co_host" });
    await second.api.calls.leave({ callId });
    await until(
      () => roles(third.api),
      (all) => all.Cy === "host",
    );
    await second.api.door.enter({ slug: room.slug });
    await third.api.calls.leave({ callId });
    await until(
      () => roles(second.api),
      (all) => all.Bo === "host",
    );
    expect(await roles(second.api)).toEqual({ Bo: "host", Gil: "participant" });
    // That is for the session alone, and not for the meeting itself.
    expect(await refusalOf(second.api.meetings.cancel({ meetingId }))).toBe("not_host");
    expect(await refusalOf(second.api.meetings.edit({ meetingId, sequence: 0 }))).toBe("not_host");
    expect(await refusalOf(second.api.meetings.rotateLink({ meetingId }))).toBe("not_host");
    expect(await refusalOf(second.api.meetings.get({ meetingId }))).toBe("not_found");
    await room.host.api.door.enter({ slug: room.slug });
    expect(await roles(second.api)).toMatchObject({ Ana: "host" });
  });
});

describe("T4 the meeting as a whole", () => {
  it("locked lets nobody new in and nobody knock; who was let in comes back", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const room = await running(db, ana, [], ["Gil"]);
    const { meetingId, slug } = room;
    await room.host.api.host.lock({ meetingId, isLocked: true });
    await room.host.api.host.lock({ meetingId, isLocked: true });
    expect(await refusalOf(new TestVisitor().enter(slug, "Eve"))).toBe("meeting_locked");
    expect(await refusalOf(room.enter(bo))).toBe("meeting_locked");
    expect(await room.guests[0]?.visitor.enter(slug)).toMatchObject({ state: "in" });
    expect(await viewOf(room.host.api)).toMatchObject({ isLocked: true });
    await room.host.api.host.lock({ meetingId, isLocked: false });
    await room.enter(bo);
    expect((await eventsOf(meetingId)).filter((kind) => kind.endsWith("lock"))).toEqual(["lock", "unlock"]);
  });

  it("shows one large to everybody, renames a guest, and a guest renames themselves where they may", async () => {
    const { ana } = await world(db, "Ana");
    const room = await running(db, ana, [], ["Gil", "Fay"]);
    const { meetingId } = room;
    const [gil] = room.guests;
    const gilIs = await room.partOf("Gil");
    await room.host.api.host.spotlight({ meetingId, participantId: gilIs });
    for (const one of [room.host, ...room.guests])
      expect(await viewOf(one.api)).toMatchObject({ spotlight: gilIs });
    await room.host.api.host.rename({ meetingId, participantId: gilIs, name: "Gilbert" });
    expect(await room.partOf("Gilbert")).toBe(gilIs);
    await gil?.api.host.renameSelf({ meetingId, name: "\u202eGi\r\nl <b>" });
    expect(await room.partOf("Gil <b>")).toBe(gilIs);
    await room.host.api.host.allow({ meetingId, allowed: { rename: false } });
    expect(await refusalOf(gil?.api.host.renameSelf({ meetingId, name: "Bert" }) ?? Promise.resolve())).toBe(
      "forbidden_by_host",
    );
    await gil?.visitor.enter(room.slug, "Bert");
    expect(await room.partOf("Gil <b>")).toBe(gilIs);
    expect(
      await refusalOf(
        room.host.api.host.rename({ meetingId, participantId: await room.partOf("Ana"), name: "X" }),
      ),
    ).toBe("not_found");
  });

  it("ends for all, once where two hosts end it at once, and its attendance is told", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const room = await running(db, ana, [bo], ["Gil"]);
    const { meetingId, callId, host } = room;
    await host.api.host.handOver({ meetingId, participantId: await room.partOf("Bo") });
    await room.guests[0]?.api.calls.leave({ callId });
    await room.guests[0]?.visitor.enter(room.slug);
    await room.guests[0]?.visitor.enter(room.slug);
    const now = await host.api.host.attendance({ meetingId });
    expect(now.map(({ name, to }) => [name, to === null])).toEqual([
      ["Gil", true],
      ["Gil", false],
      ["Bo", true],
      ["Ana", true],
    ]);
    const both = [host.api, room.people[0]?.api ?? host.api].map((api) =>
      refusalOf(api.host.endForAll({ meetingId })),
    );
    expect(await Promise.all(both)).toEqual([null, null]);
    const [call] = await db.select().from(calls).where(eq(calls.id, callId));
    expect(call).toMatchObject({ state: "ended", endReason: "ended_by_host" });
    for (const api of [host.api, room.people[0]?.api, room.guests[0]?.visitor.api])
      expect((await api?.live.state())?.call?.endReason).toBe("ended_by_host");
    const parts = await db.select().from(callParticipants).where(eq(callParticipants.callId, callId));
    expect(parts.map((part) => part.state)).toEqual(["left", "left", "left"]);
    const kinds = await eventsOf(meetingId);
    expect(kinds.filter((kind) => kind === "end")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "leave")).toHaveLength(4);
    const after = await host.api.host.attendance({ meetingId });
    expect(after.every((one) => one.to !== null && one.to >= one.from)).toBe(true);
    expect(after.filter((one) => one.isGuest)).toHaveLength(2);
  });

  it("is not touched by who is no host: strangers hear not_found, guests that they are none", async () => {
    const { ana, eve } = await world(db, "Ana", "Eve");
    const room = await running(db, ana, [], ["Gil"]);
    const { meetingId } = room;
    const participantId = await room.partOf("Gil");
    const stranger = room.enter.bind(null, eve);
    expect(
      await refusalOf(room.guests[0]?.api.host.mute({ meetingId, participantId }) ?? Promise.resolve()),
    ).toBe("not_signed_in");
    const { api } = await stranger();
    expect(await refusalOf(api.host.mute({ meetingId, participantId }))).toBe("not_host");
    await api.calls.leave({ callId: room.callId });
    const elsewhere = await running(db, eve, [], []);
    expect(
      await refusalOf(elsewhere.host.api.host.mute({ meetingId: elsewhere.meetingId, participantId })),
    ).toBe("not_found");
  });
});

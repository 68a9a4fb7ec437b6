import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { calls } from "../calls/schema";
import { databaseAhead, type TestPerson, testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { meetingHost } from "./access";
import { cancelMeeting } from "./cancel";
import { createInput, lookInput, SLUG } from "./contract";
import { createMeeting } from "./create";
import { editMeeting } from "./edit";
import { becomeHost, newHostLink, rotateLink, shareLinkSecret } from "./links";
import { change, inMinutes, newMeeting } from "./meetings.fixture";
import { refuseUnlessPassword } from "./password";
import { personalRoom } from "./personal";
import { getMeeting, listMeetings } from "./queries";
import { meetingEvents, meetingParticipants, meetings } from "./schema";
import { findBySlug, refuseUnlessOpen } from "./index";

process.env.PEAL_LIMIT_MEETING_PASSWORD = "3/900";
process.env.PEAL_LIMIT_LINK = "1000/60";
const db = await testDatabase();
wire();

const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });
const eventsOf = async (meetingId: string) =>
  (await db.select().from(meetingEvents).where(eq(meetingEvents.meetingId, meetingId))).map(
    ({ kind, actorUserId }) => ({ kind, by: actorUserId }),
  );
const rowOf = async (meetingId: string) => {
  const [row] = await db.select().from(meetings).where(eq(meetings.id, meetingId));
  if (!row) throw new Error("no such meeting");
  return row;
};
async function made(ana: TestPerson, values: Parameters<typeof newMeeting>[0] = {}) {
  return await createMeeting(db, ana.actor(), newMeeting(values));
}

describe("T1 a meeting is created", () => {
  it("at once: an address that nobody guesses, its host, and what happened", async () => {
    const { ana } = await world(db, "Ana");
    const [one, other] = [await made(ana), await made(ana)];
    expect(one.slug).toMatch(SLUG);
    expect(other.slug).not.toBe(one.slug);
    expect(await eventsOf(one.meetingId)).toEqual([{ kind: "created", by: ana.id }]);
    const [host] = await db
      .select()
      .from(meetingParticipants)
      .where(eq(meetingParticipants.meetingId, one.meetingId));
    expect(host).toMatchObject({ userId: ana.id, role: "host", state: "admitted" });
    expect((await findBySlug(db, one.slug))?.id).toBe(one.meetingId);
    expect(await findBySlug(db, "abc-defg-hij")).toBeNull();
  });

  it("once for each id that a page has made: a request that comes twice, or twice at once, is one meeting", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const meetingId = crypto.randomUUID();
    const all = await Promise.all([
      made(ana, { meetingId }),
      made(ana, { meetingId }),
      made(ana, { meetingId }),
    ]);
    expect(new Set(all.map(({ slug }) => slug)).size).toBe(1);
    expect(all[0]?.meetingId).toBe(meetingId);
    await expect(made(bo, { meetingId })).rejects.toEqual(refused("not_found"));
  });

  it("for a time: on the clocks of its place, with a rule, an end, and a link that outlives it", async () => {
    const { ana } = await world(db, "Ana");
    const times = {
      startsAt: "2097-03-24T09:00",
      minutes: 45,
      timeZone: "Europe/Berlin",
      repeats: { frequency: "weekly", interval: 1, count: 3 },
    } as const;
    const { meetingId } = await made(ana, { times });
    const row = await rowOf(meetingId);
    expect(row).toMatchObject({ minutes: 45, timeZone: "Europe/Berlin", rrule: "FREQ=WEEKLY;COUNT=3" });
    expect(row.startsAt?.toISOString()).toBe("2097-03-24T08:00:00.000Z");
    // After the last Sunday of March.
    expect(row.endsAt?.toISOString()).toBe("2097-04-07T07:45:00.000Z");
    expect(await getMeeting(db, ana.actor(), meetingId)).toMatchObject({
      firstStart: "2097-03-24T09:00",
      repeats: times.repeats,
      zoneBlock: expect.stringContaining("BEGIN:VTIMEZONE"),
      host: { isOwner: true, hasPassword: false },
    });
  });

  it("not in the past, at no time that there is not, and not eleven times an hour", async () => {
    const { ana } = await world(db, "Ana");
    await expect(made(ana, { times: inMinutes(-60) })).rejects.toEqual(refused("meeting_in_past"));
    const never = { ...inMinutes(60), startsAt: "2097-02-31T09:00" };
    await expect(made(ana, { times: never })).rejects.toEqual(refused("bad_input"));
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => made(ana)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    await expect(made(ana)).rejects.toMatchObject({
      problem: { code: "rate_limited", retryAfterMs: expect.any(Number) },
    });
    expect((await listMeetings(db, ana.actor())).upcoming).toHaveLength(10);
  });

  it.each([
    ["a zone that is none", { times: { ...inMinutes(60), timeZone: "Mars/Olympus" } }],
    ["a zone with a line break", { times: { ...inMinutes(60), timeZone: "UTC\r\nX:1" } }],
    ["no length", { times: { ...inMinutes(60), minutes: 0 } }],
    ["a year of ten thousand", { times: { ...inMinutes(60), startsAt: "10000-01-01T00:00" } }],
    ["a topic of 10,000 characters", { topic: "x".repeat(10_000) }],
    ["101 people", { mostPeople: 101 }],
    ["an address that is none", { invitees: ["Ana <ana@example.test>, bo@example.test"] }],
    ["a short password", { password: "abc" }],
    ["a rule of its own", { times: { ...inMinutes(60), repeats: { frequency: "secondly", interval: 1 } } }],
  ])("never with %s", (_what, values) => {
    expect(createInput.safeParse({ topic: "Plans", ...values }).success).toBe(false);
  });

  it("F31 with a topic that is one plain line, whatever was typed", () => {
    const { topic } = createInput.parse({ topic: " A\r\nBcc: evil@example.test\u202E\u0000 \u200B " });
    expect(topic).toBe("A Bcc: evil@example.test");
    expect(createInput.parse({ topic: "\u202E \u200B" }).topic).toBe("");
  });
});

describe("T1 a personal room", () => {
  it("is one for each person, also where two devices ask at once, and stays", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const ask = () => personalRoom(db, ana.actor(), { wraps: [] });
    const rooms = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(rooms.map(({ slug }) => slug)).size).toBe(1);
    expect((await personalRoom(db, bo.actor(), { wraps: [] })).slug).not.toBe(rooms[0]?.slug);
    const row = await rowOf(rooms[0]?.meetingId ?? "");
    expect(() => refuseUnlessOpen(row, Date.UTC(2199, 0, 1))).not.toThrow();
    await expect(cancelMeeting(db, ana.actor(), row.id)).rejects.toEqual(refused("bad_input"));
    expect((await listMeetings(db, ana.actor())).upcoming).toEqual([]);
  });
});

describe("T1 a meeting is changed", () => {
  it("by its host: each change has a number, and of two at once the second is told", async () => {
    const { ana } = await world(db, "Ana");
    const { meetingId } = await made(ana, { times: inMinutes(60) });
    const times = inMinutes(120);
    const both = await Promise.allSettled(
      ["One", "Two"].map((topic) =>
        editMeeting(db, ana.actor(), change({ meetingId, sequence: 0, topic, times })),
      ),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = both.find((one) => one.status === "rejected");
    expect(lost?.reason).toEqual(refused("meeting_changed"));
    const row = await rowOf(meetingId);
    expect(row.sequence).toBe(1);
    expect(row.topic).toMatch(/One|Two/);
    expect((await eventsOf(meetingId)).map(({ kind }) => kind).toSorted()).toEqual(["created", "edited"]);
  });

  it("in one thing alone: what is not named stays, and a time that is over is no hindrance", async () => {
    const { ana } = await world(db, "Ana");
    const times = inMinutes(60);
    const { meetingId } = await made(ana, { times, password: "open sesame" });
    const later = databaseAhead("3 hours");
    const input = change({ meetingId, sequence: 0, topic: "Other", times });
    await editMeeting(later, ana.actor(), input);
    const { host, ...rest } = await getMeeting(db, ana.actor(), meetingId);
    expect(rest).toMatchObject({ topic: "Other", firstStart: times.startsAt, sequence: 1 });
    expect(host?.hasPassword).toBe(true);
    const moved = change({ meetingId, sequence: 1, times: inMinutes(30), password: null });
    await expect(editMeeting(later, ana.actor(), moved)).rejects.toEqual(refused("meeting_in_past"));
    expect((await getMeeting(db, ana.actor(), meetingId)).host?.hasPassword).toBe(true);
  });

  it("by nobody else: strangers do not learn that it is there, who is in it may not", async () => {
    const { ana, bo, cem } = await world(db, "Ana", "Bo", "Cem");
    const { meetingId } = await made(ana);
    await db
      .insert(meetingParticipants)
      .values({ meetingId, userId: cem.id, role: "participant", state: "admitted" });
    const acts = [
      (who: TestPerson) => editMeeting(db, who.actor(), change({ meetingId, sequence: 0 })),
      (who: TestPerson) => cancelMeeting(db, who.actor(), meetingId),
      (who: TestPerson) => rotateLink(db, who.actor(), { meetingId, wraps: [] }),
      (who: TestPerson) => newHostLink(db, who.actor(), meetingId),
      (who: TestPerson) => shareLinkSecret(db, who.actor(), { meetingId, wraps: [] }),
    ];
    for (const act of acts) {
      await expect(act(bo)).rejects.toEqual(refused("not_found"));
      await expect(act(cem)).rejects.toEqual(refused("not_host"));
    }
    await expect(getMeeting(db, bo.actor(), meetingId)).rejects.toEqual(refused("not_found"));
    await expect(getMeeting(db, cem.actor(), meetingId)).rejects.toEqual(refused("not_found"));
    const [row] = await db.select().from(meetings).where(eq(meetings.id, meetingId));
    expect(row).toMatchObject({ sequence: 0, cancelledAt: null });
  });

  it("no more once it is cancelled, which is done once", async () => {
    const { ana } = await world(db, "Ana");
    const { meetingId, slug } = await made(ana, { times: inMinutes(60) });
    await cancelMeeting(db, ana.actor(), meetingId);
    await cancelMeeting(db, ana.actor(), meetingId);
    expect((await eventsOf(meetingId)).filter(({ kind }) => kind === "cancelled")).toHaveLength(1);
    const again = editMeeting(db, ana.actor(), change({ meetingId, sequence: 1 }));
    await expect(again).rejects.toEqual(refused("meeting_cancelled"));
    const found = await findBySlug(db, slug);
    expect(() => found && refuseUnlessOpen(found, Date.now())).toThrow(refused("meeting_cancelled"));
    const list = await listMeetings(db, ana.actor());
    expect(list.upcoming).toEqual([]);
  });
});

describe("T1 links", () => {
  it("made anew: the old one leads nowhere, and its host link neither", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const wraps = [{ boxKey: "key", wrap: "old" }];
    const { meetingId, slug } = await made(ana, { wraps });
    const { hostSecret } = await newHostLink(db, ana.actor(), meetingId);
    const fresh = await rotateLink(db, ana.actor(), { meetingId, wraps: [{ boxKey: "key", wrap: "new" }] });
    expect(fresh.slug).not.toBe(slug);
    expect(await findBySlug(db, slug)).toBeNull();
    expect((await findBySlug(db, fresh.slug))?.id).toBe(meetingId);
    for (const address of [slug, fresh.slug])
      await expect(becomeHost(db, bo.actor(), { slug: address, hostSecret })).rejects.toEqual(
        refused("not_found"),
      );
  });

  it("a host link makes a host of whoever opens it, but not of one who was removed, and a new one ends it", async () => {
    const { ana, bo, cem } = await world(db, "Ana", "Bo", "Cem");
    const { meetingId } = await made(ana);
    const first = await newHostLink(db, ana.actor(), meetingId);
    await becomeHost(db, bo.actor(), first);
    await becomeHost(db, bo.actor(), first);
    const standing = await db.transaction((tx) => meetingHost(tx, bo.actor(), meetingId));
    expect(standing).toMatchObject({ role: "host", isOwner: false });
    await editMeeting(db, bo.actor(), change({ meetingId, sequence: 0, topic: "Of Bo" }));
    await expect(newHostLink(db, bo.actor(), meetingId)).rejects.toEqual(refused("not_host"));
    await db.insert(meetingParticipants).values({ meetingId, userId: cem.id, state: "removed" });
    await expect(becomeHost(db, cem.actor(), first)).rejects.toEqual(refused("removed_by_host"));
    await newHostLink(db, ana.actor(), meetingId);
    await expect(becomeHost(db, cem.actor(), first)).rejects.toEqual(refused("not_found"));
  });

  it("are over a month after the last time", async () => {
    const { ana } = await world(db, "Ana");
    const row = await rowOf((await made(ana, { times: inMinutes(60) })).meetingId);
    const end = row.endsAt?.getTime() ?? 0;
    expect(() => refuseUnlessOpen(row, end + 29 * 86_400_000)).not.toThrow();
    expect(() => refuseUnlessOpen(row, end + 31 * 86_400_000)).toThrow();
    const repeats = { frequency: "daily", interval: 1 } as const;
    const endless = await rowOf((await made(ana, { times: inMinutes(60, { repeats }) })).meetingId);
    expect(endless.expiresAt).toBeNull();
  });

  it("look-ups take any text, and only an address finds anything", async () => {
    for (const slug of ["", "%", "abc-defg-hij' or 1=1", "ABC-DEFG-HIJ", "🎉"])
      expect(await findBySlug(db, lookInput.parse({ slug }).slug)).toBeNull();
  });
});

describe("T1 a password", () => {
  it("is kept as a hash, asked for, and tried in vain only so often; the right one costs no try", async () => {
    const { ana } = await world(db, "Ana");
    const row = await rowOf((await made(ana, { password: "open sesame" })).meetingId);
    expect(row.passwordHash).toMatch(/^\$argon2id\$/);
    const tries = (password?: string, address = "10.0.0.1") =>
      refuseUnlessPassword(db, row, password, address);
    await expect(tries()).rejects.toEqual(refused("meeting_password_needed"));
    for (let times = 0; times < 5; times++) await tries("open sesame");
    for (let times = 0; times < 3; times++)
      await expect(tries("open barley")).rejects.toEqual(refused("wrong_meeting_password"));
    await expect(tries("open sesame")).rejects.toEqual(refused("rate_limited"));
    // Others may still come in, until many addresses have tried as often.
    await tries("open sesame", "10.0.0.2");
  });
});

describe("T1 one's meetings", () => {
  it("are listed by when they are, with those that run; what is over comes after", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const late = await made(ana, { topic: "Late", times: inMinutes(600) });
    const soon = await made(ana, { topic: "Soon", times: inMinutes(60), invitees: [bo.email] });
    const over = await made(ana, { topic: "Over", times: inMinutes(10) });
    const list = await listMeetings(databaseAhead("50 minutes"), ana.actor());
    expect(list.upcoming.map(({ topic }) => topic)).toEqual(["Soon", "Late"]);
    expect(list.past.map(({ topic }) => topic)).toEqual(["Over"]);
    await db.insert(calls).values({
      startedBy: ana.id,
      media: "video",
      state: "active",
      meetingId: over.meetingId,
      idempotencyKey: crypto.randomUUID(),
    });
    const running = await listMeetings(databaseAhead("50 minutes"), ana.actor());
    expect(running.upcoming[0]).toMatchObject({ topic: "Over", isRunning: true });
    expect(late.slug).not.toBe(soon.slug);
    const invited = await listMeetings(db, bo.actor());
    expect(invited.upcoming).toMatchObject([{ topic: "Soon", isHost: false, response: null }]);
    expect((await getMeeting(db, bo.actor(), soon.meetingId)).host).toBeNull();
  });

  it("a room holds one session at a time", async () => {
    const { ana } = await world(db, "Ana");
    const { meetingId } = await made(ana);
    const session = () => ({
      startedBy: ana.id,
      media: "video" as const,
      state: "active" as const,
      meetingId,
      idempotencyKey: crypto.randomUUID(),
    });
    await db.insert(calls).values(session());
    await expect(db.insert(calls).values(session())).rejects.toThrow();
  });
});

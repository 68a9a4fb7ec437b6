import ICAL from "ical.js";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { momentOf } from "../../lib/pure/zoned-time";
import { databaseAhead, type TestPerson, testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { cancelMeeting } from "./cancel";
import { cancelOccurrence } from "./cancel-occurrence";
import { changeOccurrence } from "./change-occurrence";
import { editMeeting } from "./edit";
import { newFeed, readFeed } from "./feed";
import { change } from "./meetings.fixture";
import { different, fileIn, guest, later, mailed } from "./occurrences.fixture";
import { occurrences } from "./occurrences";
import { getMeeting } from "./queries";
import { meetings } from "./schema";
import { listSoon } from "./soon";
import { scheduleOf } from "./times";

process.env.PEAL_LIMIT_MEETING = "1000/60";
const db = await testDatabase();
wire();
const { sentTo, subjects, work, daily } = await mailed(db);
const BERLIN = "Europe/Berlin";

const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });
const rowOf = async (meetingId: string) => {
  const [row] = await db.select().from(meetings).where(eq(meetings.id, meetingId));
  if (!row) throw new Error("no such meeting");
  return row;
};
const following = (values: Record<string, unknown>) => different({ ...values, withFollowing: true });
const cancelFrom = (who: TestPerson, meetingId: string, usualStart: string, on = db) =>
  cancelOccurrence(on, who.actor(), { meetingId, usualStart, withFollowing: true });
/** When a meeting is by its row, on clocks in Berlin, with what it is about. */
async function whenIs(meetingId: string, most = 9): Promise<string[]> {
  const row = await rowOf(meetingId);
  const schedule = scheduleOf(row);
  if (!schedule) return [];
  const found: string[] = [];
  for (const one of occurrences(schedule)) {
    if (found.length === most) break;
    found.push(`${new Date(one.startsAt).toISOString().slice(0, 16)} ${one.topic ?? row.topic}`);
  }
  return found;
}
const utc = (wall: string) => new Date(momentOf(wall, BERLIN)).toISOString().slice(0, 16);

/** What a calendar that got these files in turn shows: of each name the newest, without what is cancelled. */
function calendarOf(files: ICAL.Component[], most: number): string[] {
  const byName = new Map<string, { sequence: number; shown: string[] }>();
  for (const file of files) {
    const isCancel = file.getFirstPropertyValue("method") === "CANCEL";
    const all = file.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    for (const whole of all.filter((event) => !event.isRecurrenceException())) {
      for (const one of all)
        if (one.uid === whole.uid && one.isRecurrenceException()) whole.relateException(one);
      expect(whole.sequence).toBeGreaterThan(byName.get(whole.uid)?.sequence ?? -1);
      const shown: string[] = [];
      const steps = whole.iterator();
      for (let next = isCancel ? null : steps.next(); next && shown.length < most; next = steps.next()) {
        const { startDate, item } = whole.getOccurrenceDetails(next);
        shown.push(`${startDate.toString().slice(0, 16)} ${item.summary}`);
      }
      byName.set(whole.uid, { sequence: whole.sequence, shown });
    }
  }
  return [...byName.values()].flatMap(({ shown }) => shown).toSorted();
}

describe("T1 one occurrence and all that follow", () => {
  it("are changed: the series ends before, another begins under another name; link and those before stay", async () => {
    const { ana } = await world(db, "Ana");
    const [email, late] = [guest(), guest()];
    const { meetingId, slug, usual, times } = await daily(ana, [email]);
    const startsAt = later(usual(2), 60);
    const one = { meetingId, sequence: 0, usualStart: usual(2), startsAt, minutes: 45, topic: "New plans" };
    expect(await changeOccurrence(db, ana.actor(), following(one))).toEqual({ sequence: 1 });
    await work();
    expect(await whenIs(meetingId, 4)).toEqual([
      `${utc(usual(0))} Plans`,
      `${utc(usual(1))} Plans`,
      `${utc(startsAt)} New plans`,
      `${utc(later(usual(3), 60))} New plans`,
    ]);
    const row = await rowOf(meetingId);
    expect(row).toMatchObject({ slug, endsAt: null, topic: "New plans", minutes: 45, sequence: 1 });

    const shown = [
      `${usual(0)} Plans`,
      `${usual(1)} Plans`,
      `${startsAt} New plans`,
      `${later(usual(3), 60)} New plans`,
    ];
    const letters = sentTo(email).map(fileIn);
    expect(letters.map((file) => file.getFirstPropertyValue("method"))).toEqual(Array(3).fill("REQUEST"));
    // A message to calendars is of one name alone (RFC 5546, 3.2.2).
    for (const file of letters) expect(file.getAllSubcomponents("vevent")).toHaveLength(1);
    expect(calendarOf(letters, 2)).toEqual(shown);
    expect(subjects(email)).toEqual(["Invitation: Plans", "Changed: Plans", "Changed: New plans"]);

    await editMeeting(
      db,
      ana.actor(),
      change({
        meetingId,
        sequence: 1,
        topic: "New plans",
        times: { ...times, startsAt, minutes: 45 },
        invitees: [email, late],
      }),
    );
    await work();
    expect(sentTo(email)).toHaveLength(3);
    expect(calendarOf(sentTo(late).map(fileIn), 2)).toEqual(shown);
    const { path } = await newFeed(db, ana.actor());
    const feed = await readFeed(db, path.replace("/api/calendar/", "").replace(".ics", ""), "following");
    expect(calendarOf([new ICAL.Component(ICAL.parse(feed))], 2)).toEqual(shown);
  });

  it("are cancelled: those before stay, and calendars hear where it ends now", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    await cancelFrom(ana, meetingId, usual(2));
    await cancelFrom(ana, meetingId, usual(1));
    await expect(cancelFrom(ana, meetingId, usual(2))).rejects.toEqual(refused("bad_input"));
    await work();
    expect(await whenIs(meetingId)).toEqual([`${utc(usual(0))} Plans`]);
    expect(calendarOf(sentTo(email).map(fileIn), 9)).toEqual([`${usual(0)} Plans`]);
    const row = await rowOf(meetingId);
    expect(row).toMatchObject({ cancelledAt: null, sequence: 2, otherSeries: [] });
    expect(row.endsAt?.getTime()).toBe(momentOf(usual(0), BERLIN) + 30 * 60_000);
  });

  it("cancelled from the first one on are the whole meeting", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    await cancelFrom(ana, meetingId, usual(0));
    await work();
    expect((await rowOf(meetingId)).cancelledAt).not.toBeNull();
    expect(subjects(email)).toEqual(["Invitation: Plans", "Cancelled: Plans"]);
  });

  it("changed from the first one on are the series itself, under its name", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const startsAt = later(usual(0), 30);
    await changeOccurrence(
      db,
      ana.actor(),
      following({ meetingId, sequence: 0, usualStart: usual(0), startsAt }),
    );
    await work();
    expect(await rowOf(meetingId)).toMatchObject({ seriesNumber: 0, otherSeries: [] });
    expect(calendarOf(sentTo(email).map(fileIn), 1)).toEqual([`${startsAt} Plans`]);
  });

  it("changed twice, the second time from before the first: one series is left of both, as many as there were", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email], {
      repeats: { frequency: "daily", interval: 1, count: 8 },
    });
    const from = (days: number, sequence: number, minutes: number) =>
      changeOccurrence(
        db,
        ana.actor(),
        following({ meetingId, sequence, usualStart: usual(days), startsAt: later(usual(days), minutes) }),
      );
    await from(5, 0, 60);
    await work();
    await from(2, 1, 30);
    await work();
    const expected = [0, 1, 2, 3, 4, 5, 6, 7].map((days) => later(usual(days), days < 2 ? 0 : 30));
    expect(await whenIs(meetingId)).toEqual(expected.map((wall) => `${utc(wall)} Plans`));
    expect(calendarOf(sentTo(email).map(fileIn), 9)).toEqual(expected.map((wall) => `${wall} Plans`));
    expect(subjects(email).filter((subject) => subject?.startsWith("Cancelled from"))).toHaveLength(1);
    // Everything from the middle of the first series on goes with it; then nothing is left of the second.
    await cancelFrom(ana, meetingId, usual(1));
    await work();
    expect(await whenIs(meetingId)).toEqual([`${utc(usual(0))} Plans`]);
    expect(calendarOf(sentTo(email).map(fileIn), 9)).toEqual([`${usual(0)} Plans`]);
  });

  it("keep what was changed of single ones, each under the name of its series", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const alone = (days: number, sequence: number) =>
      changeOccurrence(
        db,
        ana.actor(),
        different({ meetingId, sequence, usualStart: usual(days), startsAt: later(usual(days), 5) }),
      );
    await alone(1, 0);
    await alone(4, 1);
    await changeOccurrence(
      db,
      ana.actor(),
      following({ meetingId, sequence: 2, usualStart: usual(2), startsAt: usual(2), topic: "New plans" }),
    );
    await alone(0, 3);
    await work();
    const expected = [
      `${later(usual(0), 5)} Plans`,
      `${later(usual(1), 5)} Plans`,
      `${usual(2)} New plans`,
      `${usual(3)} New plans`,
      `${later(usual(4), 5)} New plans`,
    ];
    expect(await whenIs(meetingId, 5)).toEqual(
      expected.map((one) => `${utc(one.slice(0, 16))}${one.slice(16)}`),
    );
    const { path } = await newFeed(db, ana.actor());
    const feed = await readFeed(db, path.replace("/api/calendar/", "").replace(".ics", ""), "kept");
    expect(calendarOf([new ICAL.Component(ICAL.parse(feed))], 3)).toEqual(expected);
    const { coming } = await getMeeting(db, ana.actor(), meetingId);
    expect(coming.slice(0, 5).map(({ isChanged }) => isChanged)).toEqual([true, true, false, false, true]);
    expect((await listSoon(db, ana.actor())).meetings[0]).toMatchObject({ topic: "Plans" });
  });

  it("end where the whole is changed to begin earlier; all is cancelled under each name", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual, times } = await daily(ana, [email]);
    const startsAt = later(usual(4), 10);
    await changeOccurrence(
      db,
      ana.actor(),
      following({ meetingId, sequence: 0, usualStart: usual(4), startsAt }),
    );
    const earlier = { ...times, startsAt: later(usual(2), -10) };
    await editMeeting(db, ana.actor(), change({ meetingId, sequence: 1, times: earlier, invitees: [email] }));
    await work();
    expect(await whenIs(meetingId, 4)).toEqual(
      [usual(0), usual(1), later(usual(2), -10), later(usual(3), -10)].map((wall) => `${utc(wall)} Plans`),
    );
    await cancelMeeting(db, ana.actor(), meetingId);
    await work();
    expect(calendarOf(sentTo(email).map(fileIn), 9)).toEqual([]);
  });

  it("are refused to others, in the past, at once, and onto those that stay: nothing changes", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { meetingId, usual } = await daily(ana, [bo.email]);
    const good = following({ meetingId, sequence: 0, usualStart: usual(2), startsAt: later(usual(2), 5) });
    const tries: [TestPerson, Partial<typeof good>, string][] = [
      [bo, {}, "not_found"],
      [ana, { sequence: 1 }, "meeting_changed"],
      [ana, { startsAt: "2024-02-10T09:00" }, "meeting_in_past"],
      [ana, { startsAt: usual(1) }, "bad_input"],
      [ana, { usualStart: later(usual(2), 1) }, "not_found"],
    ];
    for (const [who, values, code] of tries)
      await expect(changeOccurrence(db, who.actor(), { ...good, ...values })).rejects.toEqual(refused(code));
    await expect(cancelFrom(bo, meetingId, usual(1))).rejects.toEqual(refused("not_found"));
    await expect(cancelFrom(ana, meetingId, usual(1), databaseAhead("3 days"))).rejects.toEqual(
      refused("meeting_in_past"),
    );
    expect(await rowOf(meetingId)).toMatchObject({ sequence: 0, otherSeries: [], changes: [] });
    const both = await Promise.allSettled([
      changeOccurrence(db, ana.actor(), good),
      changeOccurrence(db, ana.actor(), { ...good, minutes: 60 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

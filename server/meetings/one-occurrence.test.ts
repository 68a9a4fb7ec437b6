import ICAL from "ical.js";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { momentOf, wallTime } from "../../lib/pure/zoned-time";
import { databaseAhead, type TestPerson, testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { cancelMeeting } from "./cancel";
import { cancelOccurrence as cancelWith } from "./cancel-occurrence";
import { changeOccurrence } from "./change-occurrence";
import { changeOccurrenceInput, type MeetingTimes } from "./contract";
import { createMeeting } from "./create";
import { editMeeting } from "./edit";
import { newFeed, readFeed } from "./feed";
import { change, inMinutes, newMeeting } from "./meetings.fixture";
import { meetingVersionsOf } from "./news";
import { different, fileIn, guest, later, mailed } from "./occurrences.fixture";
import { getMeeting, listMeetings } from "./queries";
import { remind, REMIND_MS } from "./remind";
import { meetings } from "./schema";
import { listSoon } from "./soon";

process.env.PEAL_LIMIT_MEETING = "1000/60";
const db = await testDatabase();
wire();
const { sentTo, subjects, work, daily } = await mailed(db);
const BERLIN = "Europe/Berlin";
const DAY_MS = 86_400_000;

const cancelOccurrence = (
  on: typeof db,
  actor: Parameters<typeof cancelWith>[1],
  one: { meetingId: string; usualStart: string },
) => cancelWith(on, actor, { ...one, withFollowing: false });
const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });
const rowOf = async (meetingId: string) => {
  const [row] = await db.select().from(meetings).where(eq(meetings.id, meetingId));
  if (!row) throw new Error("no such meeting");
  return row;
};

describe("T1 one occurrence of a meeting that repeats", () => {
  it("is changed alone: its time, length and topic on the page, in the list, and in letters by one name", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const startsAt = later(usual(1), 90);
    const input = different({
      meetingId,
      sequence: 0,
      usualStart: usual(1),
      startsAt,
      minutes: 45,
      topic: "Plans and cake",
    });
    expect(await changeOccurrence(db, ana.actor(), input)).toEqual({ sequence: 1 });
    const detail = await getMeeting(db, ana.actor(), meetingId);
    const at = momentOf(startsAt, BERLIN);
    expect(detail).toMatchObject({ topic: "Plans", sequence: 1, firstStart: usual(0) });
    expect(detail.coming.slice(0, 3)).toMatchObject([
      { usualStart: usual(0), topic: null, isChanged: false, isCancelled: false },
      {
        usualStart: usual(1),
        startsAt: at,
        endsAt: at + 45 * 60_000,
        topic: "Plans and cake",
        isChanged: true,
      },
      { usualStart: usual(2), topic: null, isChanged: false },
    ]);
    const ahead = databaseAhead("25 hours");
    expect((await listMeetings(ahead, ana.actor())).upcoming).toMatchObject([
      { topic: "Plans and cake", startsAt: at },
    ]);

    await work();
    expect(subjects(email)).toEqual([
      "Invitation: Plans",
      expect.stringMatching(/^Changed on .*: Plans and cake$/),
    ]);
    const [invitation, letter] = sentTo(email).map(fileIn);
    expect(letter?.getFirstPropertyValue("method")).toBe("REQUEST");
    const [event, ...others] = letter?.getAllSubcomponents("vevent") ?? [];
    expect(others).toEqual([]);
    expect(event?.getFirstPropertyValue("uid")).toBe(
      invitation?.getFirstSubcomponent("vevent")?.getFirstPropertyValue("uid"),
    );
    expect(event?.getFirstPropertyValue("recurrence-id")?.toString()).toBe(`${usual(1)}:00`);
    expect(event?.getFirstPropertyValue("dtstart")?.toString()).toBe(`${startsAt}:00`);
    expect(event?.getFirstPropertyValue("rrule")).toBeNull();
    expect(event?.getFirstPropertyValue("sequence")).toBe(1);
    expect(event?.getAllProperties("attendee").map((one) => one.getFirstValue())).toEqual([
      `mailto:${email}`,
    ]);
  });

  it("is cancelled alone, once, and can happen after all; the link and the others stay", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const one = { meetingId, usualStart: usual(0) };
    await cancelOccurrence(db, ana.actor(), one);
    await cancelOccurrence(db, ana.actor(), one);
    await work();
    expect(subjects(email)).toEqual(["Invitation: Plans", expect.stringMatching(/^Cancelled on .*: Plans$/)]);
    const file = fileIn(sentTo(email)[1]);
    expect(file.getFirstPropertyValue("method")).toBe("CANCEL");
    const event = file.getFirstSubcomponent("vevent");
    expect(event?.getFirstPropertyValue("recurrence-id")?.toString()).toBe(`${usual(0)}:00`);
    expect(event?.getFirstPropertyValue("status")).toBe("CANCELLED");
    const detail = await getMeeting(db, ana.actor(), meetingId);
    expect(detail).toMatchObject({ isCancelled: false, startsAt: momentOf(usual(1), BERLIN) });
    expect(detail.coming.slice(0, 2).map(({ isCancelled }) => isCancelled)).toEqual([true, false]);

    await changeOccurrence(db, ana.actor(), different({ ...one, sequence: 1, startsAt: usual(0) }));
    await work();
    const again = fileIn(sentTo(email)[2]);
    expect(again.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(again.getFirstSubcomponent("vevent")?.getFirstPropertyValue("sequence")).toBe(2);
    const restored = await getMeeting(db, ana.actor(), meetingId);
    expect(restored.startsAt).toBe(momentOf(usual(0), BERLIN));
    expect(restored.coming[0]).toMatchObject({ isChanged: false, isCancelled: false });
  });

  it("whoever is invited later, and a calendar that subscribes, get all of it in one file", async () => {
    const { ana } = await world(db, "Ana");
    const late = guest();
    const { meetingId, usual, times } = await daily(ana);
    const startsAt = later(usual(1), 24 * 60 + 60);
    await changeOccurrence(
      db,
      ana.actor(),
      different({ meetingId, sequence: 0, usualStart: usual(1), startsAt, topic: "Both on one day" }),
    );
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(3) });
    await editMeeting(db, ana.actor(), change({ meetingId, sequence: 2, times, invitees: [late] }));
    await work();
    const { path } = await newFeed(db, ana.actor());
    const feed = await readFeed(db, path.replace("/api/calendar/", "").replace(".ics", ""), "one");
    for (const file of [fileIn(sentTo(late)[0]), new ICAL.Component(ICAL.parse(feed))]) {
      const [whole, one] = file.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
      if (!whole || !one) throw new Error("both are in the file");
      whole.relateException(one);
      const steps = whole.iterator();
      const read = Array.from({ length: 4 }, () => {
        const { startDate, item } = whole.getOccurrenceDetails(steps.next());
        return `${startDate.toString().slice(0, 16)} ${item.summary}`;
      });
      expect(new Set(read)).toEqual(
        new Set([
          `${usual(0)} Plans`,
          `${startsAt} Both on one day`,
          `${usual(2)} Plans`,
          `${usual(4)} Plans`,
        ]),
      );
    }
  });

  it("of several changes each is told once, and a change of the whole says it all", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual, times } = await daily(ana, [email]);
    const at = (days: number, sequence: number) =>
      different({ meetingId, sequence, usualStart: usual(days), startsAt: later(usual(days), 15) });
    await changeOccurrence(db, ana.actor(), at(2, 0));
    await changeOccurrence(db, ana.actor(), at(1, 1));
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(2) });
    await work();
    const sequences = () =>
      sentTo(email).map((mail) =>
        fileIn(mail).getFirstSubcomponent("vevent")?.getFirstPropertyValue("sequence"),
      );
    expect(sequences()).toEqual([0, 2, 3]);
    await changeOccurrence(db, ana.actor(), at(3, 3));
    await work();
    expect(sequences()).toEqual([0, 2, 3, 4]);
    await editMeeting(db, ana.actor(), change({ meetingId, sequence: 4, topic: "Anew", times }));
    await changeOccurrence(db, ana.actor(), different({ ...at(4, 5), topic: "Anew" }));
    await work();
    expect(subjects(email).slice(4)).toEqual(["Changed: Anew"]);
    expect(fileIn(sentTo(email)[4]).getAllSubcomponents("vevent")).toHaveLength(4);
    expect(sequences()).toEqual([0, 2, 3, 4, 6]);
  });

  it("saved as it was is no change, and nobody is told", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const same = different({ meetingId, sequence: 0, usualStart: usual(1), startsAt: usual(1) });
    expect(await changeOccurrence(db, ana.actor(), same)).toEqual({ sequence: 0 });
    await work();
    expect(subjects(email)).toEqual(["Invitation: Plans"]);
  });

  it("stays where the whole changes on the same clocks, and goes with its day", async () => {
    const { ana } = await world(db, "Ana");
    const { meetingId, usual, times } = await daily(ana);
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(1) });
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(2) });
    const edit = async (sequence: number, changed: Partial<MeetingTimes>) => {
      await editMeeting(db, ana.actor(), change({ meetingId, sequence, times: { ...times, ...changed } }));
      return (await rowOf(meetingId)).changes.map(({ usualStart }) => usualStart);
    };
    expect(await edit(2, { minutes: 60 })).toEqual([usual(1), usual(2)]);
    expect(await edit(3, { repeats: { frequency: "daily", interval: 2 } })).toEqual([usual(2)]);
    expect(await edit(4, { startsAt: later(times.startsAt, 5) })).toEqual([]);
  });

  it("the last one moved: the meeting and its link last longer; all cancelled: it is over", async () => {
    const { ana } = await world(db, "Ana");
    const { meetingId, usual } = await daily(ana, [], {
      repeats: { frequency: "daily", interval: 1, count: 2 },
    });
    const startsAt = later(usual(1), 40 * 24 * 60);
    await changeOccurrence(
      db,
      ana.actor(),
      different({ meetingId, sequence: 0, usualStart: usual(1), startsAt }),
    );
    const row = await rowOf(meetingId);
    expect(row.endsAt?.getTime()).toBe(momentOf(startsAt, BERLIN) + 30 * 60_000);
    expect((row.expiresAt?.getTime() ?? 0) - (row.endsAt?.getTime() ?? 0)).toBe(30 * DAY_MS);
    for (const days of [0, 1])
      await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(days) });
    expect((await listSoon(db, ana.actor())).meetings).toEqual([]);
    const read = await getMeeting(db, ana.actor(), meetingId);
    expect(read.coming.map(({ isCancelled }) => isCancelled)).toEqual([true, true]);
  });

  it("is refused to others, in the past, at no time of the rule, twice at once, and where nothing repeats: nothing changes", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { meetingId, usual, slug } = await daily(ana, [bo.email]);
    const one = { meetingId, usualStart: usual(1) };
    const good = different({ ...one, sequence: 0, startsAt: later(usual(1), 5) });
    const tries: [TestPerson, Partial<typeof good>, string][] = [
      [bo, {}, "not_found"],
      [ana, { sequence: 1 }, "meeting_changed"],
      [ana, { startsAt: "2024-02-10T09:00" }, "meeting_in_past"],
      [ana, { startsAt: "2097-02-31T09:00" }, "bad_input"],
      [ana, { usualStart: later(usual(1), 1) }, "not_found"],
      [ana, { usualStart: usual(-1) }, "not_found"],
      [ana, { usualStart: usual(400) }, "not_found"],
      [ana, { meetingId: crypto.randomUUID() }, "not_found"],
    ];
    for (const [who, values, code] of tries)
      await expect(changeOccurrence(db, who.actor(), { ...good, ...values })).rejects.toEqual(refused(code));
    await expect(cancelOccurrence(db, bo.actor(), one)).rejects.toEqual(refused("not_found"));
    await expect(cancelOccurrence(databaseAhead("3 days"), ana.actor(), one)).rejects.toEqual(
      refused("meeting_in_past"),
    );
    expect(await rowOf(meetingId)).toMatchObject({ sequence: 0, changes: [], slug });
    const both = await Promise.allSettled([
      changeOccurrence(db, ana.actor(), good),
      changeOccurrence(db, ana.actor(), { ...good, minutes: 60 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);

    const once = await createMeeting(db, ana.actor(), newMeeting({ times: inMinutes(60) }));
    const usualStart = wallTime((await rowOf(once.meetingId)).startsAt?.getTime() ?? 0, BERLIN).slice(0, 16);
    const alone = cancelOccurrence(db, ana.actor(), { meetingId: once.meetingId, usualStart });
    await expect(alone).rejects.toEqual(refused("bad_input"));
    await cancelMeeting(db, ana.actor(), meetingId);
    await expect(cancelOccurrence(db, ana.actor(), one)).rejects.toEqual(refused("meeting_cancelled"));
  });

  it.each([
    ["no length", { minutes: 0 }],
    ["a topic of 10,000 characters", { topic: "x".repeat(10_000) }],
    ["a day that is none", { usualStart: "tomorrow" }],
    ["a time with a line break", { startsAt: "2097-01-01T09:00\r\nX:1" }],
  ])("never with %s", (_what, values) => {
    const input = {
      meetingId: crypto.randomUUID(),
      sequence: 0,
      usualStart: "2097-01-01T09:00",
      startsAt: "2097-01-01T09:00",
      minutes: 30,
      topic: "",
    };
    expect(changeOccurrenceInput.safeParse(input).success).toBe(true);
    expect(changeOccurrenceInput.safeParse({ ...input, ...values }).success).toBe(false);
  });
});

describe("T1 a reminder of one that was moved", () => {
  it("comes ten minutes before its new time and not at the old one, under its own topic", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId, usual } = await daily(ana, [email]);
    const startsAt = later(usual(0), 120);
    const due = async () => {
      const rows = await db.execute<{ payload: { startsAt: number } }>(sql`
        select payload from graphile_worker._private_jobs where payload ->> 'meetingId' = ${meetingId}`);
      return rows.map(({ payload }) => payload.startsAt);
    };
    await changeOccurrence(
      db,
      ana.actor(),
      different({ meetingId, sequence: 0, usualStart: usual(0), startsAt, topic: "Later" }),
    );
    await work();
    const at = momentOf(startsAt, BERLIN);
    expect(await due()).toEqual([at]);
    const then = databaseAhead(`${Math.round((at - Date.now() - REMIND_MS) / 1000) + 1} seconds`);
    await remind(then, { meetingId, startsAt: momentOf(usual(0), BERLIN) });
    await remind(then, { meetingId, startsAt: at });
    await work();
    expect(subjects(email).slice(2)).toEqual(["In 10 minutes: Later"]);
    expect(await due()).toEqual([momentOf(usual(1), BERLIN)]);
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(1) });
    expect(await due()).toEqual([at]);
  });
});

describe("T1 the meetings of the day", () => {
  it("are one's own and those of others, with each occurrence as it is, until it is over", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { meetingId, usual } = await daily(ana, [bo.email]);
    await createMeeting(
      db,
      ana.actor(),
      newMeeting({ topic: "Now", times: inMinutes(-10), invitees: [bo.email] }),
    );
    await createMeeting(db, ana.actor(), newMeeting({ topic: "Not with Bo", times: inMinutes(30) }));
    await createMeeting(db, bo.actor(), newMeeting({ topic: "Next week", times: inMinutes(10_000) }));
    await createMeeting(db, bo.actor(), newMeeting({ topic: "At once" }));
    const topics = async (who: TestPerson) =>
      (await listSoon(db, who.actor())).meetings.map(({ topic }) => topic);
    expect(await topics(bo)).toEqual(["Now", "Plans"]);
    expect(await topics(ana)).toEqual(["Now", "Not with Bo", "Plans"]);
    // Tomorrow's, moved onto today.
    const startsAt = later(usual(0), 60);
    await changeOccurrence(
      db,
      ana.actor(),
      different({ meetingId, sequence: 0, usualStart: usual(1), startsAt, topic: "Again" }),
    );
    const { now, meetings: soon } = await listSoon(db, bo.actor());
    expect(soon.map(({ topic }) => topic)).toEqual(["Now", "Plans", "Again"]);
    expect(soon[1]).toMatchObject({
      hostName: "Ana",
      isHost: false,
      isRunning: false,
      startsAt: momentOf(usual(0), BERLIN),
    });
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
    await cancelOccurrence(db, ana.actor(), { meetingId, usualStart: usual(0) });
    expect(await topics(bo)).toEqual(["Now", "Again"]);
  });

  it("have the first one of a later series that was moved to today", async () => {
    const { ana } = await world(db, "Ana");
    const times = inMinutes(4_000, { repeats: { frequency: "weekly", interval: 1 } });
    const { meetingId } = await createMeeting(db, ana.actor(), newMeeting({ times }));
    expect((await listSoon(db, ana.actor())).meetings).toEqual([]);
    const { startsAt } = inMinutes(30);
    const moved = different({ meetingId, sequence: 0, usualStart: times.startsAt, startsAt });
    await changeOccurrence(db, ana.actor(), moved);
    expect((await listSoon(db, ana.actor())).meetings).toMatchObject([
      { startsAt: momentOf(startsAt, BERLIN) },
    ]);
  });

  it("are read anew by everybody whom a change concerns, and by nobody else", async () => {
    const { ana, bo, cem } = await world(db, "Ana", "Bo", "Cem");
    const ids = [ana.id, bo.id, cem.id];
    const grown = async (act: () => Promise<unknown>) => {
      const before = await meetingVersionsOf(db, ids);
      await act();
      const after = await meetingVersionsOf(db, ids);
      return ids.map((id) => (after.get(id) ?? 0) > (before.get(id) ?? 0));
    };
    let made = { meetingId: "", usual: (_days: number) => "" };
    expect(await grown(async () => (made = await daily(ana, [bo.email])))).toEqual([true, true, false]);
    const { meetingId, usual } = made;
    const one = { meetingId, usualStart: usual(1) };
    expect(await grown(() => cancelOccurrence(db, ana.actor(), one))).toEqual([true, true, false]);
    expect(await grown(() => cancelMeeting(db, ana.actor(), meetingId))).toEqual([true, true, false]);
  });
});

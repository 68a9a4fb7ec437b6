import ICAL from "ical.js";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { headersOf, type Mail, partsOf, smtpSink } from "../mail/smtp-sink.fixture";
import { databaseAhead, type TestPerson, testDatabase, world } from "../testing";
import { wire } from "../wiring";
import { cancelMeeting } from "./cancel";
import { createMeeting } from "./create";
import { editMeeting } from "./edit";
import { endFeed, newFeed, readFeed } from "./feed";
import { mailInvitee } from "./letters";
import { rotateLink } from "./links";
import { change, inMinutes, newMeeting } from "./meetings.fixture";
import { getMeeting, listMeetings } from "./queries";
import { remind, REMIND_MS } from "./remind";
import { lookAtInvitation, respond } from "./rsvp";
import { meetingInvitees } from "./schema";
import { inviteeOf } from "./secrets";

process.env.PEAL_LIMIT_LINK = "1000/60";
process.env.PEAL_LIMIT_MEETING = "1000/60";
const db = await testDatabase();
wire();
const sink = await smtpSink();

type Waiting = { name: string; payload: Parameters<typeof mailInvitee>[1] };
/** Does what waits for the mail server, as the worker would. */
async function work(): Promise<number> {
  const jobs = await db.execute<Waiting & { id: string }>(sql`
    select j.id, t.identifier as name, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'meetings.mail' order by j.id`);
  for (const { id, payload } of jobs) {
    await mailInvitee(db, payload);
    await db.execute(sql`delete from graphile_worker._private_jobs where id = ${id}`);
  }
  return jobs.length;
}
const sentTo = (email: string) => sink.mails.filter(({ to }) => to.includes(email));
const bodies = (mail: Mail | undefined) => {
  if (!mail) throw new Error("no letter came");
  const parts = partsOf(mail);
  const [text, html, calendar] = ["text/plain", "text/html", "text/calendar"].map((kind) => parts.get(kind));
  return { text: text?.body ?? "", html: html?.body ?? "", calendar };
};
function eventIn(mail: Mail | undefined) {
  const { calendar } = bodies(mail);
  if (!calendar) throw new Error("no file came");
  const file = new ICAL.Component(ICAL.parse(calendar.body));
  const vevent = file.getFirstSubcomponent("vevent");
  if (!vevent) throw new Error("no event came");
  const event = new ICAL.Event(vevent);
  return { method: file.getFirstPropertyValue("method"), head: calendar.head, event, vevent };
}
const tokenIn = (mail: Mail | undefined) => /\/rsvp\/([\w.-]+)/.exec(bodies(mail).text)?.[1] ?? "";
const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

let counter = 0;
const guest = () => `guest-${++counter}@example.test`;
async function invited(ana: TestPerson, emails: string[], values = {}) {
  const made = await createMeeting(
    db,
    ana.actor(),
    newMeeting({ times: inMinutes(600), invitees: emails, ...values }),
  );
  await work();
  return made;
}

describe("T1 an invitation by e-mail", () => {
  it("says in text and HTML what, when, where and who, and brings a file for calendars", async () => {
    const { ana } = await world(db, "Ana");
    const [email, other] = [guest(), guest()];
    const times = {
      ...inMinutes(600),
      startsAt: "2097-03-24T09:00",
      repeats: { frequency: "weekly", interval: 1 },
    } as const;
    const { slug, meetingId } = await invited(ana, [email, other], { times });
    const [mail, ...more] = sentTo(email);
    expect(more).toEqual([]);
    expect(headersOf(mail as Mail)).toContain("Subject: Invitation: Plans");
    expect(headersOf(mail as Mail)).toContain(`Reply-To: ${ana.email}`);
    const { text, html } = bodies(mail);
    for (const body of [text, html]) {
      expect(body).toContain("Ana invites you to a meeting on Peal: Plans");
      expect(body).toContain("Sunday, March 24, 2097");
      expect(body).toContain("9:00");
      expect(body).toContain("Europe/Berlin");
      expect(body).toContain("Repeats every week");
      expect(body).toContain(`http://localhost:3000/${slug}`);
      expect(body).toContain("/rsvp/");
      expect(body).not.toContain(other);
    }
    const { event, method, head, vevent } = eventIn(mail);
    expect(head).toMatch(/method=REQUEST/i);
    expect(method).toBe("REQUEST");
    expect(event).toMatchObject({ uid: `${meetingId}@localhost`, sequence: 0, summary: "Plans" });
    expect(event.startDate.toString()).toBe("2097-03-24T09:00:00");
    expect(vevent.getFirstPropertyValue("rrule")?.toString()).toBe("FREQ=WEEKLY");
    const attendees = vevent.getAllProperties("attendee").map((one) => one.getFirstValue());
    expect(attendees).toEqual([`mailto:${email}`]);
  });

  it("carries no secret of the link: the server has none", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    await invited(ana, [email], { wraps: [{ boxKey: "key", wrap: "sealed" }] });
    const { text, html, calendar } = bodies(sentTo(email)[0]);
    for (const body of [text, html, calendar?.body ?? ""]) expect(body).not.toMatch(/#k=|sealed/);
  });

  it("is followed by changes and a cancellation, each with a higher number under one name", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId } = await invited(ana, [email]);
    await editMeeting(
      db,
      ana.actor(),
      change({ meetingId, sequence: 0, topic: "Moved", times: inMinutes(900) }),
    );
    await work();
    await cancelMeeting(db, ana.actor(), meetingId);
    await work();
    const mails = sentTo(email);
    expect(mails.map((mail) => /Subject: (.*)/.exec(headersOf(mail))?.[1])).toEqual([
      "Invitation: Plans",
      "Changed: Moved",
      "Cancelled: Moved",
    ]);
    const events = mails.map(eventIn);
    expect(new Set(events.map(({ event }) => event.uid)).size).toBe(1);
    expect(events.map(({ event }) => event.sequence)).toEqual([0, 1, 2]);
    expect(events.map(({ method }) => method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    expect(events[2]?.vevent.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(bodies(mails[2]).text).not.toContain(": http://localhost:3000/a");
  });

  it("is sent again for what calendars show alone: other settings reach nobody", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const times = inMinutes(600);
    const { meetingId } = await invited(ana, [email], { times });
    await editMeeting(
      db,
      ana.actor(),
      change({ meetingId, sequence: 0, times, password: "open sesame", mostPeople: 5 }),
    );
    await work();
    expect(sentTo(email)).toHaveLength(1);
    await rotateLink(db, ana.actor(), { meetingId, wraps: [] });
    await work();
    const { slug } = await getMeeting(db, ana.actor(), meetingId);
    expect(bodies(sentTo(email)[1]).text).toContain(`/${slug}`);
  });

  it("of several changes in a row the last one is sent, and a job that runs twice sends one letter", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId } = await invited(ana, [email]);
    const [row] = await db.select().from(meetingInvitees).where(eq(meetingInvitees.email, email));
    for (const [sequence, topic] of ["One", "Two", "Three"].entries())
      await editMeeting(db, ana.actor(), change({ meetingId, sequence, topic, times: inMinutes(700) }));
    await work();
    await mailInvitee(db, { inviteeId: row?.id ?? "", what: "request" });
    expect(sentTo(email).map((mail) => /Subject: (.*)/.exec(headersOf(mail))?.[1])).toEqual([
      "Invitation: Plans",
      "Changed: Three",
    ]);
  });

  it("who is taken off is told that it is cancelled for them, who is new is invited, who stays hears nothing", async () => {
    const { ana } = await world(db, "Ana");
    const [gone, stays, comes] = [guest(), guest(), guest()];
    const times = inMinutes(600);
    const { meetingId } = await invited(ana, [gone, stays], { times });
    await editMeeting(db, ana.actor(), change({ meetingId, sequence: 0, times, invitees: [stays, comes] }));
    await work();
    expect(sentTo(gone).map((mail) => eventIn(mail).method)).toEqual(["REQUEST", "CANCEL"]);
    expect(sentTo(stays)).toHaveLength(1);
    expect(sentTo(comes)).toHaveLength(1);
    await expect(respond(db, { token: tokenIn(sentTo(gone)[0]), response: "accepted" }, "a")).rejects.toEqual(
      refused("meeting_cancelled"),
    );
  });

  it("is tried again when the mail server is away, and given up when it says no for good", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId } = await createMeeting(db, ana.actor(), newMeeting({ invitees: [email] }));
    const [row] = await db.select().from(meetingInvitees).where(eq(meetingInvitees.meetingId, meetingId));
    const send = () => mailInvitee(db, { inviteeId: row?.id ?? "", what: "request" });
    sink.refuse = { responseCode: 451 };
    await expect(send()).rejects.toThrow();
    sink.refuse = { responseCode: 550 };
    await send();
    sink.refuse = null;
    await send();
    expect(sentTo(email)).toEqual([]);
  });

  it("A3 goes to so many people a day and no more: nothing is half done", async () => {
    const { ana } = await world(db, "Ana");
    const many = () => Array.from({ length: 100 }, guest);
    for (let times = 0; times < 3; times++)
      await createMeeting(db, ana.actor(), newMeeting({ invitees: many() }));
    const before = (await listMeetings(db, ana.actor())).upcoming.length;
    await expect(createMeeting(db, ana.actor(), newMeeting({ invitees: many() }))).rejects.toEqual(
      refused("rate_limited"),
    );
    expect((await listMeetings(db, ana.actor())).upcoming).toHaveLength(before);
    await db.execute(sql`delete from graphile_worker._private_jobs`);
  });
});

describe("F31 in a letter", () => {
  it("a name of line breaks, bidi controls and HTML is text", async () => {
    const { ana } = await world(db, "Ana");
    const name = '<img src=x onerror=alert(1)>\r\nBcc: evil@example.test\u202E"';
    await db.execute(sql`update users set name = ${name} where id = ${ana.id}`);
    const email = guest();
    await invited(ana, [email], { topic: "" });
    const [mail] = sentTo(email);
    expect(mail?.to).toEqual([email]);
    expect(headersOf(mail as Mail)).not.toMatch(/^bcc:/im);
    const { text, html } = bodies(mail);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
    expect(text).not.toMatch(/[\u202e]/u);
    expect(eventIn(mail).vevent.getAllProperties("attendee")).toHaveLength(1);
  });
});

describe("T1 an answer", () => {
  it("is kept, changed, shown to the host, and takes a declined meeting off the list", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const { meetingId } = await invited(ana, [bo.email]);
    const token = tokenIn(sentTo(bo.email)[0]);
    expect(await lookAtInvitation(db, token, "a")).toMatchObject({
      topic: "Plans",
      hostName: "Ana",
      response: null,
      isCancelled: false,
    });
    await respond(db, { token, response: "accepted" }, "a");
    expect((await getMeeting(db, ana.actor(), meetingId)).host?.invitees).toEqual([
      { email: bo.email, response: "accepted" },
    ]);
    await respond(db, { token, response: "declined" }, "a");
    expect((await listMeetings(db, bo.actor())).upcoming).toEqual([]);
    expect((await lookAtInvitation(db, token, "a")).response).toBe("declined");
  });

  it("needs the secret of the letter: none that is forged or another's", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    await invited(ana, [email]);
    const token = tokenIn(sentTo(email)[0]);
    const [id, mac] = token.split(".");
    expect(inviteeOf(token)).toBe(id);
    for (const forged of ["", id ?? "", `${id}.`, `${crypto.randomUUID()}.${mac}`, `${token}x`])
      await expect(lookAtInvitation(db, forged, "a")).rejects.toEqual(refused("not_found"));
  });
});

describe("T1 a reminder ten minutes before", () => {
  it("goes to who has not declined, once, and asks for the next one", async () => {
    const { ana } = await world(db, "Ana");
    const [comes, declines] = [guest(), guest()];
    const repeats = { frequency: "daily", interval: 1 } as const;
    const { meetingId } = await invited(ana, [comes, declines], { times: inMinutes(600, { repeats }) });
    await respond(db, { token: tokenIn(sentTo(declines)[0]), response: "declined" }, "a");
    const { startsAt } = await getMeeting(db, ana.actor(), meetingId);
    const due = async () => {
      const rows = await db.execute<{ payload: { startsAt: number }; ms: number }>(sql`
        select payload, extract(epoch from run_at) * 1000 as ms from graphile_worker._private_jobs
        where payload ->> 'meetingId' = ${meetingId}`);
      return rows.map(({ payload, ms }) => ({ startsAt: payload.startsAt, leadMs: payload.startsAt - ms }));
    };
    expect(await due()).toEqual([{ startsAt, leadMs: expect.closeTo(REMIND_MS, -4) }]);
    const then = databaseAhead(
      `${Math.round(((startsAt ?? 0) - Date.now() - REMIND_MS) / 1000) + 1} seconds`,
    );
    const once = { meetingId, startsAt: startsAt ?? 0 };
    await Promise.all([remind(then, once), remind(then, once)]);
    await work();
    const subjects = (email: string) =>
      sentTo(email).map((mail) => /Subject: (.*)/.exec(headersOf(mail))?.[1]);
    expect(subjects(comes)).toEqual(["Invitation: Plans", "In 10 minutes: Plans"]);
    expect(subjects(declines)).toEqual(["Invitation: Plans"]);
    expect(await due()).toEqual([{ startsAt: (startsAt ?? 0) + 86_400_000, leadMs: expect.any(Number) }]);
  });

  it("not for one that was moved or cancelled, nor hours late", async () => {
    const { ana } = await world(db, "Ana");
    const email = guest();
    const { meetingId } = await invited(ana, [email]);
    const { startsAt } = await getMeeting(db, ana.actor(), meetingId);
    await remind(db, { meetingId, startsAt: (startsAt ?? 0) + 60_000 });
    await remind(databaseAhead("700 minutes"), { meetingId, startsAt: startsAt ?? 0 });
    await cancelMeeting(db, ana.actor(), meetingId);
    await remind(db, { meetingId, startsAt: startsAt ?? 0 });
    await work();
    expect(sentTo(email).filter((mail) => headersOf(mail).includes("In 10 minutes"))).toEqual([]);
  });
});

describe("T1 a calendar that subscribes", () => {
  it("gets one's own meetings and those one is invited to, by a secret address that can end", async () => {
    const { ana, bo, cem } = await world(db, "Ana", "Bo", "Cem");
    await invited(ana, [bo.email], { topic: "Both" });
    await invited(ana, [cem.email], { topic: "Without Bo" });
    await invited(bo, [], { topic: "Own" });
    const { meetingId } = await invited(bo, [], { topic: "Off" });
    await cancelMeeting(db, bo.actor(), meetingId);
    const { path } = await newFeed(db, bo.actor());
    const token = path.replace("/api/calendar/", "").replace(".ics", "");
    const file = new ICAL.Component(ICAL.parse(await readFeed(db, token, "a")));
    const topics = file.getAllSubcomponents("vevent").map((one) => one.getFirstPropertyValue("summary"));
    expect(new Set(topics)).toEqual(new Set(["Both", "Own"]));
    expect(file.getFirstPropertyValue("method")).toBe("PUBLISH");
    expect(file.getAllSubcomponents("vtimezone")).toHaveLength(1);
    expect(file.toString()).not.toMatch(/ATTENDEE|#k=/);
    const fresh = await newFeed(db, bo.actor());
    await expect(readFeed(db, token, "a")).rejects.toEqual(refused("not_found"));
    await endFeed(db, bo.actor());
    await expect(readFeed(db, fresh.path.slice(14, -4), "a")).rejects.toEqual(refused("not_found"));
    expect(
      await db
        .select()
        .from(meetingInvitees)
        .where(and(eq(meetingInvitees.email, bo.email))),
    ).toHaveLength(1);
  });
});

import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import words from "../../messages/en/mail.json";
import { users } from "../auth/schema";
import { serverTime } from "../clock";
import { config } from "../config";
import { type Database, database, type Transaction } from "../db";
import { addJob } from "../jobs";
import { canSendMail, type Letter, sendMail } from "../mail";
import type { Meeting } from "./access";
import { eventsOfOne, eventsOfSeriesOf, fileOf, linkOf, topicOf } from "./calendar";
import type { OccurrenceChange } from "./contract";
import { lastEnd, occurrenceAt, repeatsOf } from "./occurrences";
import { meetingInvitees, meetings } from "./schema";
import { invitationToken } from "./secrets";
import { eachSeries, isToCome } from "./series";
import { occurrenceBeginning, scheduleOf } from "./times";

declare module "../jobs" {
  interface Jobs {
    "meetings.mail": { inviteeId: string; what: LetterKind };
  }
}

const kinds = ["request", "cancel", "remind"] as const;
export type LetterKind = (typeof kinds)[number];
const job = z.object({ inviteeId: z.uuid(), what: z.enum(kinds) });

/** Has letters sent; of several changes in a row people get the last one. */
export async function queueLetters(tx: Transaction, what: LetterKind, inviteeIds: string[]): Promise<void> {
  if (!canSendMail()) return;
  for (const inviteeId of inviteeIds)
    await addJob(tx, "meetings.mail", { inviteeId, what }, { key: `meeting:${inviteeId}:${what}` });
}

type Invitee = typeof meetingInvitees.$inferSelect;
type Found = { invitee: Invitee; meeting: Meeting; host: { name: string; email: string } };

/** Sends a letter as things are now. What is not so any more is not said; what was said already is not said twice. */
export async function mailInvitee(db: Database, { inviteeId, what }: z.output<typeof job>): Promise<void> {
  if (!canSendMail()) return;
  const [found] = await db
    .select({ invitee: meetingInvitees, meeting: meetings, host: { name: users.name, email: users.email } })
    .from(meetingInvitees)
    .innerJoin(meetings, eq(meetings.id, meetingInvitees.meetingId))
    .innerJoin(users, eq(users.id, meetings.hostId))
    .where(eq(meetingInvitees.id, inviteeId));
  if (!found) return;
  const now = await serverTime(db);
  const all = dueOf(found, what, now);
  for (const [at, due] of all.entries()) {
    await sendMail(letterDue(found, due, what, now));
    // A reminder says nothing to calendars; of one change there may be several letters.
    if (what === "remind" || all[at + 1]?.sequence === due.sequence) continue;
    await db
      .update(meetingInvitees)
      .set({ mailedSequence: sql`greatest(${meetingInvitees.mailedSequence}, ${due.sequence}::int)` })
      .where(eq(meetingInvitees.id, inviteeId));
  }
}

/** Jobs that wait for the mail server. */
export const meetingMailJobs = {
  "meetings.mail": async (payload: unknown) => await mailInvitee(database(), job.parse(payload)),
};

/** A letter about a series, or about one occurrence of it; its reader knows the meeting up to that sequence then. */
type Due = { series: Meeting; change: OccurrenceChange | null; sequence: number };

function letterDue(found: Found, { series, change }: Due, what: LetterKind, now: number): Letter {
  const about = { ...found, meeting: what === "remind" ? found.meeting : series };
  if (change) return letterOfOne(about, change);
  const isOff = what === "request" && series.cancelledAt !== null;
  return letterOf(about, isOff ? "rest" : what, now);
}

/** The letters that somebody is to be sent now, in their order. */
function dueOf({ invitee, meeting }: Found, what: LetterKind, now: number): Due[] {
  const isOff = meeting.cancelledAt !== null || invitee.removedAt !== null;
  const mailed = invitee.mailedSequence;
  const { sequence } = meeting;
  const newest = { series: meeting, change: null, sequence };
  if (what === "remind") return isOff || invitee.response === "declined" ? [] : [newest];
  if (what === "cancel" ? !isOff || mailed === null : isOff) return [];
  const series = eachSeries(meeting);
  const isThere = (one: Meeting) =>
    one.seriesNumber === meeting.seriesNumber || isToCome(scheduleOf(one), now);
  if (what === "cancel" || mailed === null) {
    const happens = (one: Meeting) =>
      isThere(one) &&
      !meeting.otherSeries.some((other) => other.isCancelled && other.number === one.seriesNumber);
    return series.filter(happens).map((one) => ({ series: one, change: null, sequence }));
  }
  const dues = series.flatMap((one): Due[] => {
    if (mailed < one.seriesSequence) return [{ series: one, change: null, sequence: latestOf(one) }];
    const changes = one.changes.filter((change) => change.sequence > mailed);
    return changes.map((change) => ({ series: one, change, sequence: change.sequence }));
  });
  return dues.toSorted((a, b) => a.sequence - b.sequence);
}

/** The sequence up to which a letter about a whole series tells of it. */
const latestOf = ({ seriesSequence, changes }: Meeting): number =>
  Math.max(seriesSequence, ...changes.map(({ sequence }) => sequence));

const fill = (pattern: string, values: Record<string, string>): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const answerOf = (invitee: Invitee): string => `${config().PEAL_URL}/rsvp/${invitationToken(invitee.id)}`;

/** `rest`: a series does not happen any more, and others of the meeting do. */
function letterOf(found: Found, what: LetterKind | "rest", now: number): Letter {
  const { invitee, meeting, host } = found;
  const reminded =
    what === "remind" ? occurrenceBeginning(meeting, meeting.remindedFor?.getTime() ?? 0) : null;
  const topic = topicOf({ topic: reminded?.topic ?? meeting.topic }, host);
  const day = dayOf(meeting.startsAt?.getTime() ?? 0, meeting.timeZone ?? "UTC");
  const values = { name: host.name, email: host.email, topic, day };
  const answer = answerOf(invitee);
  const kind = what === "request" && invitee.mailedSequence !== null ? "changed" : KEYS[what];
  const isOff = what === "cancel" || what === "rest";
  return {
    id: `meeting.${invitee.id}.${what}.${meeting.sequence}.${meeting.seriesNumber}${what === "remind" ? `.${meeting.remindedFor?.getTime()}` : ""}`,
    to: invitee.email,
    replyTo: host.email,
    subject: fill(words[`${kind}Subject`], values),
    text: fill(words[`${kind}Text`], values),
    details: whenOf(meeting, reminded?.startsAt ?? now),
    link: isOff
      ? { words: words.inviteAnswer, address: answer }
      : { words: words.inviteLink, address: linkOf(meeting.slug) },
    more: isOff ? [] : [{ words: words.inviteAnswer, address: answer }],
    reason: { words: fill(words.inviteReason, values), link: { words: words.inviteStop, address: answer } },
    ...calendarOf(found, what),
  };
}

/** About one occurrence of a meeting that repeats. */
function letterOfOne(found: Found, change: OccurrenceChange): Letter {
  const { invitee, meeting, host } = found;
  const timeZone = meeting.timeZone ?? "UTC";
  const { startsAt, minutes, usualStart, isCancelled, sequence } = change;
  const topic = topicOf({ topic: change.topic ?? meeting.topic }, host);
  // Read as if clocks there were in UTC: it is a day of theirs, whatever they are set by.
  const day = dayOf(Date.parse(`${usualStart}Z`), "UTC");
  const values = { name: host.name, email: host.email, topic, day };
  const answer = answerOf(invitee);
  const kind = isCancelled ? "oneCancelled" : "oneChanged";
  const attendees = [{ email: invitee.email, response: invitee.response }];
  const method = isCancelled ? "CANCEL" : "REQUEST";
  return {
    id: `meeting.${invitee.id}.one.${sequence}`,
    to: invitee.email,
    replyTo: host.email,
    subject: fill(words[`${kind}Subject`], values),
    text: fill(words[`${kind}Text`], values),
    details: [rangeOf({ startsAt, endsAt: startsAt + minutes * 60_000 }, timeZone)],
    link: isCancelled
      ? { words: words.inviteAnswer, address: answer }
      : { words: words.inviteLink, address: linkOf(meeting.slug) },
    more: isCancelled ? [] : [{ words: words.inviteAnswer, address: answer }],
    reason: { words: fill(words.inviteReason, values), link: { words: words.inviteStop, address: answer } },
    calendar: { method, file: fileOf(method, eventsOfOne(meeting, host, attendees, change)) },
  };
}

const KEYS = { request: "invite", cancel: "cancel", remind: "remind", rest: "restCancelled" } as const;

function calendarOf(found: Found, what: LetterKind | "rest"): Pick<Letter, "calendar"> {
  if (what === "remind") return {};
  const { invitee, meeting, host } = found;
  const isOff = what !== "request";
  const method = isOff ? "CANCEL" : "REQUEST";
  // A copy names the one whom it is for and nobody else who is invited.
  const attendees = [{ email: invitee.email, response: invitee.response }];
  const events = eventsOfSeriesOf(meeting, host, attendees, isOff);
  return events.length > 0 ? { calendar: { method, file: fileOf(method, events) } } : {};
}

const dayOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone }).format(at);

/** A time in words: on the clocks of the meeting's own time zone, since nobody knows the reader's. */
function rangeOf({ startsAt, endsAt }: { startsAt: number; endsAt: number }, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short", timeZone });
  return fill(words.inviteWhen, { when: format.formatRange(startsAt, endsAt), zone: timeZone });
}

/** When it is, by the occurrence that runs or comes next, and how it repeats. */
function whenOf(meeting: Meeting, now: number): string[] {
  const schedule = scheduleOf(meeting);
  if (!schedule) return [];
  const { timeZone } = schedule;
  const next = occurrenceAt(schedule, now) ?? {
    startsAt: schedule.startsAt,
    endsAt: schedule.startsAt + schedule.minutes * 60_000,
  };
  const when = rangeOf(next, timeZone);
  const repeats = repeatsOf(meeting.rrule);
  if (!repeats) return [when];
  const every = {
    daily: words.inviteDaily,
    weekdays: words.inviteWeekdays,
    weekly: words.inviteWeekly,
    monthly: words.inviteMonthly,
  };
  const how = repeats.interval === 1 ? every[repeats.frequency] : words.inviteEvery;
  const end = lastEnd({ ...schedule, changes: [], otherSeries: [] });
  if (end === null) return [when, how];
  const day = dayOf(end - schedule.minutes * 60_000, timeZone);
  return [when, fill(words.inviteUntil, { how, day })];
}

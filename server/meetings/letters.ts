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
import { eventsOf, eventsOfOne, fileOf, linkOf, topicOf } from "./calendar";
import type { OccurrenceChange } from "./contract";
import { occurrenceAt, repeatsOf } from "./occurrences";
import { meetingInvitees, meetings } from "./schema";
import { invitationToken } from "./secrets";
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
  for (const due of dueOf(found, what)) {
    await sendMail(due.change ? letterOfOne(found, due.change) : letterOf(found, what, now));
    // A reminder says nothing to calendars.
    if (what === "remind") continue;
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

/** A letter about the whole, or about one occurrence; its reader knows the meeting up to that sequence then. */
type Due = { change: OccurrenceChange | null; sequence: number };

/** The letters that somebody is to be sent now, in their order. */
function dueOf({ invitee, meeting }: Found, what: LetterKind): Due[] {
  const isOff = meeting.cancelledAt !== null || invitee.removedAt !== null;
  const mailed = invitee.mailedSequence;
  const whole = [{ change: null, sequence: meeting.sequence }];
  if (what === "cancel") return isOff && mailed !== null ? whole : [];
  if (isOff) return [];
  if (what === "remind") return invitee.response === "declined" ? [] : whole;
  if (mailed === null || mailed < meeting.seriesSequence) return whole;
  return meeting.changes
    .filter(({ sequence }) => sequence > mailed)
    .toSorted((a, b) => a.sequence - b.sequence)
    .map((change) => ({ change, sequence: change.sequence }));
}

const fill = (pattern: string, values: Record<string, string>): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const answerOf = (invitee: Invitee): string => `${config().PEAL_URL}/rsvp/${invitationToken(invitee.id)}`;

function letterOf(found: Found, what: LetterKind, now: number): Letter {
  const { invitee, meeting, host } = found;
  const reminded =
    what === "remind" ? occurrenceBeginning(meeting, meeting.remindedFor?.getTime() ?? 0) : null;
  const topic = topicOf({ topic: reminded?.topic ?? meeting.topic }, host);
  const values = { name: host.name, email: host.email, topic };
  const answer = answerOf(invitee);
  const kind = what === "request" && invitee.mailedSequence !== null ? "changed" : KEYS[what];
  return {
    id: `meeting.${invitee.id}.${what}.${meeting.sequence}${what === "remind" ? `.${meeting.remindedFor?.getTime()}` : ""}`,
    to: invitee.email,
    replyTo: host.email,
    subject: fill(words[`${kind}Subject`], values),
    text: fill(words[`${kind}Text`], values),
    details: whenOf(meeting, reminded?.startsAt ?? now),
    link:
      what === "cancel"
        ? { words: words.inviteAnswer, address: answer }
        : { words: words.inviteLink, address: linkOf(meeting.slug) },
    more: what === "cancel" ? [] : [{ words: words.inviteAnswer, address: answer }],
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
  const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(`${usualStart}Z`),
  );
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

const KEYS = { request: "invite", cancel: "cancel", remind: "remind" } as const;

function calendarOf(found: Found, what: LetterKind): Pick<Letter, "calendar"> {
  if (what === "remind") return {};
  const { invitee, meeting, host } = found;
  const method = what === "cancel" ? "CANCEL" : "REQUEST";
  // A copy names the one whom it is for and nobody else who is invited.
  const attendees = [{ email: invitee.email, response: invitee.response }];
  const events = eventsOf(meeting, host, attendees, what === "cancel");
  return events.length > 0 ? { calendar: { method, file: fileOf(method, events) } } : {};
}

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
  return [when, repeats.interval === 1 ? every[repeats.frequency] : words.inviteEvery];
}

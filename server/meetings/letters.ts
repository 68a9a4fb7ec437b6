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
import { eventOf, fileOf, linkOf, topicOf } from "./calendar";
import { occurrenceAt, repeatsOf } from "./occurrences";
import { meetingInvitees, meetings } from "./schema";
import { invitationToken } from "./secrets";
import { scheduleOf } from "./times";

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
  if (!found || !isDue(found, what)) return;
  await sendMail(letterOf(found, what, await serverTime(db)));
  await db
    .update(meetingInvitees)
    .set({ mailedSequence: sql`greatest(${meetingInvitees.mailedSequence}, ${found.meeting.sequence}::int)` })
    .where(eq(meetingInvitees.id, inviteeId));
}

/** Jobs that wait for the mail server. */
export const meetingMailJobs = {
  "meetings.mail": async (payload: unknown) => await mailInvitee(database(), job.parse(payload)),
};

function isDue({ invitee, meeting }: Found, what: LetterKind): boolean {
  const isOff = meeting.cancelledAt !== null || invitee.removedAt !== null;
  if (what === "cancel") return isOff && invitee.mailedSequence !== null;
  if (what === "remind") return !isOff && invitee.response !== "declined";
  return !isOff && (invitee.mailedSequence ?? -1) < meeting.sequence;
}

const fill = (pattern: string, values: Record<string, string>): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

function letterOf(found: Found, what: LetterKind, now: number): Letter {
  const { invitee, meeting, host } = found;
  const values = { name: host.name, email: host.email, topic: topicOf(meeting, host) };
  const answer = `${config().PEAL_URL}/rsvp/${invitationToken(invitee.id)}`;
  const kind = what === "request" && invitee.mailedSequence !== null ? "changed" : KEYS[what];
  return {
    id: `meeting.${invitee.id}.${what}.${meeting.sequence}${what === "remind" ? `.${meeting.remindedFor?.getTime()}` : ""}`,
    to: invitee.email,
    replyTo: host.email,
    subject: fill(words[`${kind}Subject`], values),
    text: fill(words[`${kind}Text`], values),
    details: whenOf(meeting, now),
    link:
      what === "cancel"
        ? { words: words.inviteAnswer, address: answer }
        : { words: words.inviteLink, address: linkOf(meeting.slug) },
    more: what === "cancel" ? [] : [{ words: words.inviteAnswer, address: answer }],
    reason: { words: fill(words.inviteReason, values), link: { words: words.inviteStop, address: answer } },
    ...calendarOf(found, what),
  };
}

const KEYS = { request: "invite", cancel: "cancel", remind: "remind" } as const;

function calendarOf(found: Found, what: LetterKind): Pick<Letter, "calendar"> {
  if (what === "remind") return {};
  const { invitee, meeting, host } = found;
  const method = what === "cancel" ? "CANCEL" : "REQUEST";
  // A copy names the one whom it is for and nobody else who is invited.
  const attendees = [{ email: invitee.email, response: invitee.response }];
  const event = eventOf(meeting, host, attendees, what === "cancel");
  return event ? { calendar: { method, file: fileOf(method, event) } } : {};
}

/** When it is, in words: on the clocks of its own time zone, since nobody knows the reader's. */
function whenOf(meeting: Meeting, now: number): string[] {
  const schedule = scheduleOf(meeting);
  if (!schedule) return [];
  const { timeZone } = schedule;
  const { startsAt, endsAt } = occurrenceAt(schedule, now) ?? {
    startsAt: schedule.startsAt,
    endsAt: schedule.startsAt + schedule.minutes * 60_000,
  };
  const format = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "short", timeZone });
  const when = fill(words.inviteWhen, { when: format.formatRange(startsAt, endsAt), zone: timeZone });
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

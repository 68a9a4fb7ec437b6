import { and, eq, isNull } from "drizzle-orm";
import { emit } from "../bus";
import { serverTime } from "../clock";
import { type Database, type Transaction } from "../db";
import { addJob } from "../jobs";
import { lockMeeting, type Meeting } from "./access";
import { queueLetters } from "./letters";
import { type Occurrence, occurrences } from "./occurrences";
import { isExpected } from "./invited";
import { meetingInvitees, meetings } from "./schema";
import { hostIdsOf } from "./standing";
import { occurrenceBeginning, scheduleOf, type TimeColumns } from "./times";

/** How long before the start people are reminded, in ms. */
export const REMIND_MS = 10 * 60_000;
/** A reminder that is later than this is none any more: the worker was down. */
const LATE_MS = 5 * 60_000;

/** A meeting that begins soon, and its hosts. */
export type MeetingReminded = {
  meetingId: string;
  userIds: string[];
  topic: string;
  slug: string;
  startsAt: number;
};

declare module "../jobs" {
  interface Jobs {
    "meetings.remind": { meetingId: string; startsAt: number };
  }
}
declare module "../bus/reactions" {
  interface DomainEvents {
    "meetings.reminded": MeetingReminded;
  }
}

type Times = Pick<TimeColumns, "startsAt" | "minutes" | "timeZone" | "rrule" | "changes" | "otherSeries">;

/** Has people reminded of the next start that is far enough away; in place of the reminder that was asked for before. */
export async function queueReminder(
  tx: Transaction,
  meetingId: string,
  times: Times,
  now: number,
): Promise<void> {
  const schedule = scheduleOf(times);
  if (!schedule) return;
  for (const { startsAt } of occurrences(schedule, now)) {
    const delayMs = startsAt - REMIND_MS - now;
    if (delayMs <= 0) continue;
    await addJob(tx, "meetings.remind", { meetingId, startsAt }, { key: `remind:${meetingId}`, delayMs });
    return;
  }
}

/** Reminds the hosts and those who are invited of an occurrence, once, and asks for the next reminder. One that is not any more is let be. */
export async function remind(
  db: Database,
  { meetingId, startsAt }: { meetingId: string; startsAt: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, and(eq(meetings.id, meetingId), isNull(meetings.cancelledAt)));
    if (!meeting || meeting.remindedFor?.getTime() === startsAt) return;
    const occurrence = occurrenceBeginning(meeting, startsAt);
    if (!occurrence) return;
    const now = await serverTime(tx);
    await tx
      .update(meetings)
      .set({ remindedFor: new Date(startsAt) })
      .where(eq(meetings.id, meetingId));
    if (now < startsAt - REMIND_MS + LATE_MS) await tell(tx, meeting, occurrence);
    await queueReminder(tx, meetingId, meeting, now);
  });
}

async function tell(tx: Transaction, meeting: Meeting, { startsAt, topic }: Occurrence): Promise<void> {
  const invited = await tx
    .select({ id: meetingInvitees.id })
    .from(meetingInvitees)
    .where(and(eq(meetingInvitees.meetingId, meeting.id), isExpected));
  await queueLetters(
    tx,
    "remind",
    invited.map(({ id }) => id),
  );
  const { id: meetingId, slug } = meeting;
  const userIds = await hostIdsOf(tx, meetingId);
  const named = { topic: topic ?? meeting.topic, slug, startsAt };
  await emit(tx, "meetings.reminded", { meetingId, userIds, ...named });
}

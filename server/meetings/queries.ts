import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { uidOf, zoneBlocks } from "./calendar";
import { wallTime } from "../../lib/pure/zoned-time";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { epochMs, now, serverTime } from "../clock";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { deviceKeys } from "../identity/schema";
import { canSendMail } from "../mail";
import {
  type ComingOccurrence,
  type ListedMeeting,
  type MeetingDetail,
  type MeetingList,
  type MeetingOfHost,
  meetingSettings,
  type Response,
} from "./contract";
import type { Meeting } from "./access";
import { concerns } from "./feed";
import { occurrenceAt, occurrences, repeatsOf, type Schedule, usualOccurrence } from "./occurrences";
import { calendarFeeds, meetingInvitees, meetingLinkWraps, meetingParticipants, meetings } from "./schema";
import { eachSeries } from "./series";
import { isRepeating, scheduleOf } from "./times";

/** Most meetings that are read for a list. */
const MOST_LISTED = 300;
/** So many of the next occurrences are shown of a meeting that repeats. */
const MOST_COMING = 6;
/** How long a meeting without times counts as one of today, in ms. */
const FRESH_MS = 24 * 60 * 60_000;

const role = (userId: string) => sql<string | null>`(
  select p.role from ${meetingParticipants} p
  where p.meeting_id = ${meetings.id} and p.user_id = ${userId} and p.state = 'admitted')`;

/** Meetings with what a list shows of each. */
export const listedRows = (db: Connection, actor: UserActor) =>
  db
    .select({
      meeting: meetings,
      host: { name: users.name, email: users.email },
      role: role(actor.userId),
      now: epochMs(now),
      isRunning: sql<boolean>`exists (select 1 from ${calls} c where c.meeting_id = ${meetings.id} and c.state <> 'ended')`,
      response: sql<Response | null>`(
        select i.response from ${meetingInvitees} i join ${users} me on lower(me.email) = i.email
        where i.meeting_id = ${meetings.id} and me.id = ${actor.userId} and i.removed_at is null)`,
    })
    .from(meetings)
    .innerJoin(users, eq(users.id, meetings.hostId));
export type Row = Awaited<ReturnType<typeof listedRows>>[number];

async function whoIs(db: Connection, { userId }: UserActor): Promise<{ id: string; email: string }> {
  const [me] = await db.select({ id: users.id, email: users.email }).from(users).where(eq(users.id, userId));
  return me ?? refuse({ code: "not_found" });
}

export const isHost = ({ role: mine }: Row): boolean => mine === "host" || mine === "co_host";

function shown(row: Row, now: number): ListedMeeting {
  const { meeting, host } = row;
  const schedule = scheduleOf(meeting);
  let at = schedule && occurrenceAt(schedule, now);
  // Over: the last one is shown.
  if (schedule && !at) for (const one of occurrences(schedule)) at = one;
  return {
    meetingId: meeting.id,
    slug: meeting.slug,
    topic: at?.topic ?? meeting.topic,
    hostName: host.name,
    isHost: isHost(row),
    isPersonal: meeting.isPersonal,
    isRunning: row.isRunning,
    isCancelled: meeting.cancelledAt !== null,
    repeats: repeatsOf(meeting.rrule),
    startsAt: at?.startsAt ?? null,
    endsAt: at?.endsAt ?? null,
    createdAt: meeting.createdAt.getTime(),
    response: row.response,
  };
}

const isComing = (one: ListedMeeting, now: number): boolean =>
  !one.isCancelled && (one.isRunning || (one.endsAt ?? one.createdAt + FRESH_MS) > now);

/** The actor's meetings, those of others to which they are invited among them: what runs and comes first, then what is over. */
export async function listMeetings(db: Connection, actor: UserActor): Promise<MeetingList> {
  const [now, me] = await Promise.all([serverTime(db), whoIs(db, actor)]);
  const feeds = await db
    .select({ userId: calendarFeeds.userId })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.userId, actor.userId));
  const found = await listedRows(db, actor)
    .where(and(eq(meetings.isPersonal, false), concerns(db, me)))
    .orderBy(desc(sql`coalesce(${meetings.endsAt}, 'infinity')`), desc(meetings.createdAt))
    .limit(MOST_LISTED);
  const all = found.map((row) => shown(row, now));
  const when = (one: ListedMeeting) => one.startsAt ?? one.createdAt;
  return {
    upcoming: all.filter((one) => isComing(one, now)).toSorted((a, b) => when(a) - when(b)),
    past: all.filter((one) => !isComing(one, now)).toSorted((a, b) => when(b) - when(a)),
    hasFeed: feeds.length > 0,
  };
}

/** One meeting, for its hosts and those who are invited. Refuses with `not_found`. */
export async function getMeeting(
  db: Connection,
  actor: UserActor,
  meetingId: string,
): Promise<MeetingDetail> {
  const [now, me] = await Promise.all([serverTime(db), whoIs(db, actor)]);
  const [row] = await listedRows(db, actor).where(and(eq(meetings.id, meetingId), concerns(db, me)));
  if (!row) refuse({ code: "not_found" });
  const { meeting, host } = row;
  const { timeZone } = meeting;
  const { changes } = eachSeries(meeting).at(-1) ?? meeting;
  const schedule = scheduleOf(meeting);
  return {
    ...shown(row, now),
    topic: meeting.topic,
    minutes: meeting.minutes,
    timeZone,
    zoneBlock: timeZone ? (zoneBlocks([timeZone]).get(timeZone) ?? null) : null,
    firstStart:
      meeting.startsAt && timeZone ? wallTime(meeting.startsAt.getTime(), timeZone).slice(0, 16) : null,
    rrule: meeting.rrule,
    coming: schedule && isRepeating(schedule) ? comingOf(schedule, now) : [],
    otherSeries: eachSeries(meeting).slice(0, -1).flatMap(shownSeries),
    changes,
    sequence: meeting.sequence,
    updatedAt: meeting.updatedAt.getTime(),
    uid: uidOf(meeting.id, meeting.seriesNumber),
    hostEmail: host.email,
    host: isHost(row) ? await ofHost(db, actor, meeting) : null,
  };
}

/** One of the series beside the newest one, as a file for calendars needs it; nothing of one that is cancelled. */
function shownSeries(one: Meeting): MeetingDetail["otherSeries"] {
  const { id, seriesNumber, cancelledAt, topic, rrule, changes, startsAt, timeZone, minutes } = one;
  if (cancelledAt || !startsAt || timeZone === null || minutes === null) return [];
  const at = startsAt.getTime();
  return [{ uid: uidOf(id, seriesNumber), topic, rrule, changes, startsAt: at, timeZone, minutes }];
}

/** The next ones, with those that were cancelled in their places. */
function comingOf(schedule: Schedule, now: number): ComingOccurrence[] {
  const { changes } = schedule;
  const all = { ...schedule, changes: changes.map((one) => ({ ...one, isCancelled: false })) };
  const coming: ComingOccurrence[] = [];
  for (const one of occurrences(all, now)) {
    if (coming.length === MOST_COMING) break;
    const usual = usualOccurrence(schedule, one.usualStart);
    coming.push({
      ...one,
      isChanged: one.startsAt !== usual?.startsAt || one.endsAt !== usual.endsAt || one.topic !== usual.topic,
      isCancelled: changes.some((change) => change.usualStart === one.usualStart && change.isCancelled),
    });
  }
  return coming;
}

async function ofHost(db: Connection, actor: UserActor, meeting: Meeting): Promise<MeetingOfHost> {
  const [invitees, wraps, [own]] = await Promise.all([
    db
      .select({ email: meetingInvitees.email, response: meetingInvitees.response })
      .from(meetingInvitees)
      .where(and(eq(meetingInvitees.meetingId, meeting.id), isNull(meetingInvitees.removedAt)))
      .orderBy(meetingInvitees.email),
    db
      .select({ boxKey: meetingLinkWraps.boxKey, wrap: meetingLinkWraps.wrap })
      .from(meetingLinkWraps)
      .where(and(eq(meetingLinkWraps.meetingId, meeting.id), eq(meetingLinkWraps.userId, actor.userId))),
    db.select({ boxKey: deviceKeys.boxKey }).from(deviceKeys).where(eq(deviceKeys.deviceId, actor.deviceId)),
  ]);
  return {
    isOwner: meeting.hostId === actor.userId,
    // A meeting from before a setting has it as it is usual.
    settings: meetingSettings.parse(meeting.settings),
    mostPeople: meeting.mostPeople,
    hasPassword: meeting.passwordHash !== null,
    hasHostLink: meeting.hostSecretHash !== null,
    isEncrypted: meeting.isEncrypted,
    canMail: canSendMail(),
    invitees,
    wrap: wraps.find(({ boxKey }) => boxKey === own?.boxKey)?.wrap ?? null,
    sealedFor: wraps.map(({ boxKey }) => boxKey),
  };
}

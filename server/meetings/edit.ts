import { eq, sql } from "drizzle-orm";
import { hashPassword, type UserActor } from "../auth";
import { serverTime } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { type Meeting, meetingHost, type MeetingHost, refuseLent } from "./access";
import type { EditMeeting } from "./contract";
import { followSettings } from "./follow-rights";
import { setInvitees, tellInvitees } from "./invite";
import { tellVersions } from "./news";
import { record } from "./record";
import { queueReminder } from "./remind";
import { meetings } from "./schema";
import { type TimeColumns, timed, untimed } from "./times";

/**
 * Changes a meeting. Who is invited is sent what calendars show: topic and times. Of two hosts who change it at once the second is refused
 * with `meeting_changed`. Refuses with `not_found`, `not_host`, `meeting_cancelled`, `meeting_in_past`, `bad_input` or `rate_limited`.
 */
export async function editMeeting(
  db: Database,
  actor: UserActor,
  input: EditMeeting,
): Promise<{ sequence: number }> {
  const hash = input.password ? await hashPassword(input.password) : null;
  return db.transaction(async (tx) => {
    const host = await meetingHost(tx, actor, input.meetingId);
    const { meeting } = host;
    refuseUnlessChangeable(host, input);
    const now = await serverTime(tx);
    const times = timesOf(meeting, input, now);
    const sequence = meeting.sequence + 1;
    await tx
      .update(meetings)
      .set({
        topic: input.topic,
        mostPeople: input.mostPeople,
        ...(input.settings && { settings: input.settings }),
        ...(input.password !== undefined && { passwordHash: hash }),
        ...times,
        sequence,
        updatedAt: sql`peal_now()`,
      })
      .where(eq(meetings.id, meeting.id));
    if (input.settings) await followSettings(tx, { ...meeting, settings: input.settings });
    await record(tx, { meetingId: meeting.id, kind: "edited", actor });
    // Calendars would show something else.
    if (times || meeting.topic !== input.topic) await tellInvitees(tx, actor, meeting.id, "request");
    if (input.invitees) await setInvitees(tx, actor, meeting.id, input.invitees);
    await queueReminder(tx, meeting.id, times ?? meeting, now);
    await tellVersions(tx, meeting.id);
    return { sequence };
  });
}

function refuseUnlessChangeable(host: MeetingHost, input: EditMeeting): void {
  refuseLent(host);
  const { meeting } = host;
  if (meeting.cancelledAt) refuse({ code: "meeting_cancelled" });
  if (meeting.sequence !== input.sequence) refuse({ code: "meeting_changed" });
  if (meeting.isPersonal && input.times) refuse({ code: "bad_input", field: "times" });
}

/** The columns of the new times; null where they stay, also when they are over. */
function timesOf(meeting: Meeting, { times }: EditMeeting, now: number): TimeColumns | null {
  if (meeting.isPersonal) return null;
  if (!times) return meeting.startsAt ? untimed(now) : null;
  const isSame = meeting.startsAt !== null && sameTimes(meeting, timed(times, Number.NEGATIVE_INFINITY));
  return isSame ? null : timed(times, now, meeting);
}

const sameTimes = (a: TimeColumns, b: TimeColumns): boolean =>
  a.startsAt?.getTime() === b.startsAt?.getTime() &&
  a.minutes === b.minutes &&
  a.timeZone === b.timeZone &&
  a.rrule === b.rrule;

import { and, eq, ne, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { callParticipants, calls } from "../calls/schema";
import { serverTime } from "../clock";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { occurrenceAt } from "./occurrences";
import { meetings } from "./schema";
import { scheduleOf } from "./times";

/**
 * How long a meeting still lasts by its schedule, in ms, for who is in its session now: nothing ends by itself then. Null for one without
 * times, or past them. Refuses with `not_found`.
 */
export async function timeLeft(db: Connection, actor: CallActor, meetingId: string): Promise<number | null> {
  const [meeting] = await db
    .select({
      startsAt: meetings.startsAt,
      minutes: meetings.minutes,
      timeZone: meetings.timeZone,
      rrule: meetings.rrule,
      changes: meetings.changes,
      otherSeries: meetings.otherSeries,
    })
    .from(meetings)
    .innerJoin(calls, and(eq(calls.meetingId, meetings.id), ne(calls.state, "ended")))
    .innerJoin(
      callParticipants,
      and(
        eq(callParticipants.callId, calls.id),
        eq(callParticipants.state, "connected"),
        sql`coalesce(${callParticipants.userId}, ${callParticipants.guestId}) = ${actor.userId}`,
      ),
    )
    .where(eq(meetings.id, meetingId));
  if (!meeting) refuse({ code: "not_found" });
  const schedule = scheduleOf(meeting);
  if (!schedule) return null;
  const now = await serverTime(db);
  const at = occurrenceAt(schedule, now);
  return at && at.endsAt - now;
}

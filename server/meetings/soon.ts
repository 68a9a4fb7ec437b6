import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now, nowPlus } from "../clock";
import type { Connection } from "../db";
import { users } from "../auth/schema";
import { SOON_MS, type SoonMeeting, type SoonMeetings } from "./contract";
import { concerns } from "./feed";
import { occurrences } from "./occurrences";
import { isHost, listedRows, type Row } from "./queries";
import { meetings } from "./schema";
import { scheduleOf } from "./times";

/** Most meetings that are looked at. */
const MOST_SOON = 300;

/** The actor's meetings with times, and those to which they are invited, that go on or begin within a day. One query. */
export async function listSoon(db: Connection, actor: UserActor): Promise<SoonMeetings> {
  const email = sql`(select me.email from ${users} me where me.id = ${actor.userId})`;
  const found = await listedRows(db, actor)
    .where(
      and(
        isNull(meetings.cancelledAt),
        eq(meetings.isPersonal, false),
        // One alone may have been moved to before the first, and the first of another series comes before.
        or(
          lt(meetings.startsAt, nowPlus(SOON_MS)),
          sql`${meetings.changes} <> '[]'::jsonb or ${meetings.otherSeries} <> '[]'::jsonb`,
        ),
        or(isNull(meetings.endsAt), gt(meetings.endsAt, now)),
        concerns(db, { id: actor.userId, email }),
      ),
    )
    .limit(MOST_SOON);
  const at = found[0]?.now ?? 0;
  return { now: at, meetings: found.flatMap(soonOf).toSorted((a, b) => a.startsAt - b.startsAt) };
}

function soonOf(row: Row): SoonMeeting[] {
  const { meeting, host, now: at } = row;
  const schedule = scheduleOf(meeting);
  const soon: SoonMeeting[] = [];
  if (!schedule) return soon;
  for (const { startsAt, endsAt, topic } of occurrences(schedule, at)) {
    if (startsAt >= at + SOON_MS) break;
    soon.push({
      meetingId: meeting.id,
      slug: meeting.slug,
      topic: topic ?? meeting.topic,
      hostName: host.name,
      isHost: isHost(row),
      isRunning: row.isRunning && soon.length === 0,
      startsAt,
      endsAt,
    });
  }
  return soon;
}

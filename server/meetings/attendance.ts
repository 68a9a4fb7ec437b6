import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { epochMs, serverTime } from "../clock";
import type { Database } from "../db";
import { meetingHost } from "./access";
import type { Attendance } from "./contract";
import { guests, meetingEvents } from "./schema";

/** Of how many days attendance is told; what is older may be dropped. */
const DAYS = 30;
const MOST_EVENTS = 20_000;

/**
 * Who was in the sessions of a meeting, from when to when, the newest session first. A reload is no leave. Refuses with `not_host` or `not_found`.
 */
export async function attendance(db: Database, actor: UserActor, meetingId: string): Promise<Attendance[]> {
  const since = (await serverTime(db)) - DAYS * 24 * 60 * 60_000;
  const rows = await db.transaction(async (tx) => {
    await meetingHost(tx, actor, meetingId);
    return await tx
      .select({
        callId: sql<string>`${meetingEvents.callId}`,
        kind: meetingEvents.kind,
        at: epochMs(meetingEvents.at),
        endedAt: epochMs(calls.endedAt),
        personId: sql<string>`coalesce(${meetingEvents.actorUserId}, ${meetingEvents.actorGuestId})`,
        name: sql<string>`coalesce(${users.name}, ${guests.name}, '')`,
        isGuest: sql<boolean>`${meetingEvents.actorGuestId} is not null`,
      })
      .from(meetingEvents)
      .innerJoin(calls, eq(calls.id, meetingEvents.callId))
      .leftJoin(users, eq(users.id, meetingEvents.actorUserId))
      .leftJoin(guests, eq(guests.id, meetingEvents.actorGuestId))
      .where(
        and(
          eq(meetingEvents.meetingId, meetingId),
          gte(meetingEvents.at, new Date(since)),
          inArray(meetingEvents.kind, ["join", "leave"]),
        ),
      )
      .orderBy(asc(meetingEvents.at))
      .limit(MOST_EVENTS);
  });
  return spansOf(rows);
}

type Row = {
  callId: string;
  kind: string;
  at: number;
  endedAt: number | null;
  personId: string;
  name: string;
  isGuest: boolean;
};

/** Joins and leaves, in their order, as spans. Pure. */
export function spansOf(rows: readonly Row[]): Attendance[] {
  const spans: Attendance[] = [];
  const open = new Map<string, Attendance>();
  for (const { callId, kind, at, endedAt, personId, name, isGuest } of rows) {
    const who = `${callId} ${personId}`;
    const span = open.get(who);
    if (kind === "leave") {
      if (span) span.to = at;
      open.delete(who);
    } else if (!span) {
      const begun = { callId, name, isGuest, from: at, to: endedAt };
      spans.push(begun);
      open.set(who, begun);
    }
  }
  return spans.toReversed();
}

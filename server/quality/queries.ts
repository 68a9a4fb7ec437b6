import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { admissions } from "../calls/schema";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import { type PastMember, pastMember } from "./access";
import type { CallQuality, QualityPoint, QualitySeries } from "./contract";
import type { Network } from "./judge";
import { callMetrics, callQuality } from "./schema";

/** A report is of the present for this long, in ms: the next one is late, or does not come. */
const FRESH_MS = 25_000;
/** Seconds that one point stands for, and most points of one person: a call of a day has 8,640 reports. */
const SPAN_SECONDS = 10;
const MOST_POINTS = 360;

/** What each device of a call that is heard and seen reported last, where that is of the present. */
export async function lastReports(
  db: Connection,
  callId: string,
): Promise<(Network & { admissionId: string })[]> {
  return await db
    .selectDistinctOn([callMetrics.admissionId], {
      admissionId: callMetrics.admissionId,
      sequence: callMetrics.sequence,
      roundTripMs: callMetrics.roundTripMs,
      lossDown: callMetrics.lossDown,
      lossUp: callMetrics.lossUp,
      videoUpKbps: callMetrics.videoUpKbps,
      limitedBy: callMetrics.limitedBy,
    })
    .from(callMetrics)
    .innerJoin(admissions, eq(admissions.id, callMetrics.admissionId))
    .where(
      and(
        eq(callMetrics.callId, callId),
        sql`${callMetrics.at} > peal_now() - ${FRESH_MS} * interval '1 millisecond'`,
        eq(admissions.state, "joined"),
        eq(admissions.role, "active"),
      ),
    )
    .orderBy(callMetrics.admissionId, desc(callMetrics.sequence));
}

/**
 * How a call was for its people, for one of them. Refuses with `not_found`, also whoever did not take part, or `rate_limited`. What the
 * others reported after the asker's own part was over stays theirs.
 */
export async function qualityOfCall(
  db: Connection,
  actor: UserActor,
  input: { callId: string },
): Promise<CallQuality> {
  const member = await pastMember(db, actor, input.callId);
  await limit(db, { key: `quality-of:${actor.userId}`, rate: config().PEAL_LIMIT_QUALITY });
  const [series, [own], [way]] = await Promise.all([
    seriesOf(db, member),
    db
      .select({ rating: callQuality.rating })
      .from(callQuality)
      .where(and(eq(callQuality.callId, member.callId), eq(callQuality.userId, member.userId))),
    db
      .select({ type: admissions.connectionType, protocol: admissions.connectionProtocol })
      .from(admissions)
      .where(
        and(
          eq(admissions.callId, member.callId),
          eq(admissions.userId, member.userId),
          ne(admissions.role, "companion"),
          sql`${admissions.connectionType} is not null`,
        ),
      )
      .orderBy(desc(admissions.createdAt))
      .limit(1),
  ]);
  return {
    rating: own?.rating ?? null,
    connectionType: way?.type ?? null,
    connectionProtocol: way?.protocol ?? null,
    series,
  };
}

type PointRow = QualityPoint & { personId: string; name: string };

/** Means over spans of 10 s, or longer ones where a call was long, so that it is drawn as quickly as a short one. */
async function seriesOf(db: Connection, { callId, userId, until }: PastMember): Promise<QualitySeries[]> {
  const rows = await db.execute<PointRow>(sql`
    with reports as (
      select *, extract(epoch from at)::float8 as second from call_metrics
      where call_id = ${callId} and (${until}::float8 is null or at <= to_timestamp(${until}::float8 / 1000))
    ), span as (
      select min(second) as first, greatest(${SPAN_SECONDS}, (max(second) - min(second)) / ${MOST_POINTS}) as seconds
      from reports
    )
    select r.user_id as "personId", u.name, min(r.second) * 1000 as at, avg(r.mos) as mos,
      avg(r.round_trip_ms) as "roundTripMs", avg(greatest(r.loss_down, r.loss_up)) as loss,
      avg(coalesce(r.audio_up_kbps + r.video_up_kbps, r.audio_up_kbps, r.video_up_kbps)) as "upKbps",
      avg(coalesce(r.audio_down_kbps + r.video_down_kbps, r.audio_down_kbps, r.video_down_kbps)) as "downKbps"
    from reports r join users u on u.id = r.user_id cross join span s
    group by r.user_id, u.name, floor((r.second - s.first) / s.seconds)
    order by min(r.second)`);
  const people = new Map<string, QualitySeries>();
  for (const { personId, name, ...point } of rows) {
    const series = people.get(personId) ?? { personId, name, isMe: personId === userId, points: [] };
    series.points.push(point);
    people.set(personId, series);
  }
  return [...people.values()].toSorted((a, b) => Number(b.isMe) - Number(a.isMe));
}

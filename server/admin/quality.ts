import { sql } from "drizzle-orm";
import type { Admin } from "../auth";
import { admissions, callParticipants } from "../calls/schema";
import { now } from "../clock";
import type { Connection } from "../db";
import { callMetrics } from "../quality/schema";
import type { ConnectionType } from "../relay/contract";
import type { QualityOverTime, QualityRange, QualityTime } from "./contract";

const HOUR_MS = 3_600_000;
const spans: Record<QualityRange, { ms: number; spanMs: number }> = {
  day: { ms: 24 * HOUR_MS, spanMs: HOUR_MS },
  week: { ms: 7 * 24 * HOUR_MS, spanMs: 6 * HOUR_MS },
  month: { ms: 30 * 24 * HOUR_MS, spanMs: 24 * HOUR_MS },
};

type Reports = {
  at: number;
  reports: number;
  mos: number | null;
  loss: number | null;
  round_trip_ms: number | null;
  ways: Partial<Record<ConnectionType, number>> | null;
};
type SetUps = { at: number; half: number; most: number };

/** How all calls of a time went, span by span, as totals without ids. Spans without any report are left out. */
export async function qualityOverTime(
  db: Connection,
  _admin: Admin,
  { range }: { range: QualityRange },
): Promise<QualityOverTime> {
  const { ms, spanMs } = spans[range];
  const since = sql`${now} - ${ms} * interval '1 millisecond'`;
  const spanOf = (column: unknown) => sql`floor(extract(epoch from ${column}) * 1000 / ${spanMs})`;
  const reports = await db.execute<Reports>(sql`
    with spans as (
      select ${spanOf(callMetrics.at)} as span, ${callMetrics.connectionType} as way, count(*) as reports,
        sum(mos) as mos, count(mos) as scores,
        sum(greatest(loss_down, loss_up)) as loss, count(greatest(loss_down, loss_up)) as losses,
        sum(round_trip_ms) as trips_ms, count(round_trip_ms) as trips
      from ${callMetrics} where ${callMetrics.at} > ${since} group by span, way)
    select (span * ${spanMs})::float8 as at, sum(reports)::float8 as reports,
      sum(mos) / nullif(sum(scores), 0)::float8 as mos, sum(loss) / nullif(sum(losses), 0)::float8 as loss,
      sum(trips_ms) / nullif(sum(trips), 0)::float8 as round_trip_ms,
      jsonb_object_agg(way, reports) filter (where way is not null) as ways
    from spans group by span order by span`);
  const setUps = await db.execute<SetUps>(sql`
    select (${spanOf(admissions.createdAt)} * ${spanMs})::float8 as at,
      percentile_cont(0.5) within group (order by ${tookMs}) as half,
      percentile_cont(0.95) within group (order by ${tookMs}) as most
    from ${admissions} join ${callParticipants} on ${callParticipants.id} = ${admissions.participantId}
    where ${admissions.createdAt} > ${since} and ${admissions.joinedAt} is not null and ${callParticipants.rungBy} is null
    group by 1`);
  const setUpOf = new Map(setUps.map((row) => [row.at, row]));
  return { spanMs, times: reports.map((row) => timeOf(row, setUpOf.get(row.at))) };
}

const tookMs = sql`(extract(epoch from ${admissions.joinedAt} - ${admissions.createdAt}) * 1000)::float8`;

const timeOf = (
  { at, reports, mos, loss, round_trip_ms: roundTripMs, ways }: Reports,
  setUp: SetUps | undefined,
): QualityTime => ({
  at,
  reports,
  mos,
  loss,
  roundTripMs,
  setUpMs: setUp?.half ?? null,
  setUpMs95: setUp?.most ?? null,
  ways: ways ?? {},
});

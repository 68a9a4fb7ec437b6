import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { recordConnection } from "../calls";
import { config } from "../config";
import { afterCommit, type Database, type Transaction } from "../db";
import { limit } from "../limits";
import { type Reporter, reporter } from "./access";
import type { QualityAnswer, QualityReport } from "./contract";
import { countReport, countWay } from "./count";
import { adviceFor, isWeak, mosOf } from "./judge";
import { isOutOfPartitions, keepPartitions } from "./partitions";
import { lastReports } from "./queries";
import { callMetrics, callQuality } from "./schema";

/** Two reports of one admission are this far apart at least, in ms: more of them would weigh more in the call's score. */
const APART_MS = 1_500;

/**
 * Takes in how a call went for the actor's own device and answers what the server makes of it. A report that came before, or that
 * comes too soon, is answered and changes nothing. Refuses with `not_found` (not this device's admission, or not connected) or
 * `rate_limited`.
 */
export async function reportQuality(
  db: Database,
  actor: CallActor,
  report: QualityReport,
): Promise<QualityAnswer> {
  await limit(db, { key: `quality:${actor.deviceId}`, rate: config().PEAL_LIMIT_QUALITY });
  const take = async () => await db.transaction(async (tx) => await takeIn(tx, actor, report));
  try {
    return await take();
  } catch (error) {
    if (!isOutOfPartitions(error)) throw error;
    // No worker has run for days.
    await keepPartitions(db);
    return await take();
  }
}

async function takeIn(tx: Transaction, actor: CallActor, report: QualityReport): Promise<QualityAnswer> {
  const by = await reporter(tx, actor, report);
  const last = await lastReports(tx, by.callId);
  const others = last.filter(({ admissionId }) => admissionId !== by.admissionId);
  const othersMs = mean(others.flatMap(({ roundTripMs }) => roundTripMs ?? []));
  const mos = mosOf(report, othersMs);
  if (await isNews(tx, by, report)) {
    await keep(tx, by, report, mos);
    afterCommit(tx, () => countReport(by.type, report, { mos, othersMs }));
  }
  const weak = others.filter(isWeak).map(({ admissionId }) => admissionId);
  return {
    mos,
    // Of this device's own network alone: what others say of theirs does not make it send less.
    advice: adviceFor(report, mosOf(report, null)),
    weak: isWeak(report) ? [by.admissionId, ...weak] : weak,
  };
}

const mean = (all: number[]): number | null =>
  all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : null;

/** The lock on the person's row puts reports of one person one after the other, so that one that is sent twice is counted once. */
async function isNews(tx: Transaction, by: Reporter, { sequence }: QualityReport): Promise<boolean> {
  const { callId, userId, isGuest, admissionId } = by;
  // A guest has one page, and no score that lasts.
  if (!isGuest) await tx.insert(callQuality).values({ callId, userId }).onConflictDoNothing();
  await tx
    .select({ reports: callQuality.reports })
    .from(callQuality)
    .where(and(eq(callQuality.callId, callId), eq(callQuality.userId, userId)))
    .for("update");
  // An admission's numbers grow with time, so its newest report has the greatest.
  const [last] = await tx
    .select({
      sequence: callMetrics.sequence,
      isNear: sql<boolean>`${callMetrics.at} > peal_now() - ${APART_MS} * interval '1 millisecond'`,
    })
    .from(callMetrics)
    .where(
      and(
        eq(callMetrics.callId, callId),
        eq(callMetrics.admissionId, admissionId),
        // Only the days on which there may be one are looked at.
        gte(callMetrics.at, by.since),
      ),
    )
    .orderBy(desc(callMetrics.at))
    .limit(1);
  return !last || (last.sequence < sequence && !last.isNear);
}

async function keep(tx: Transaction, by: Reporter, report: QualityReport, mos: number | null): Promise<void> {
  const { callId, userId, admissionId } = by;
  const { callId: _, admissionId: __, ...figures } = report;
  await tx.insert(callMetrics).values({ callId, userId, admissionId, ...figures, mos });
  const type = report.connectionType;
  if (await recordConnection(tx, admissionId, { type, protocol: report.connectionProtocol }))
    afterCommit(tx, () => countWay(by.type, type));
  if (mos !== null && !by.isGuest) await score(tx, by, { mos, isFirst: report.sequence === 0 });
}

/**
 * Puts a score into the call's mean. The first one of a connection is of the moments in which it finds its rate, and stands only while
 * there is no other.
 */
async function score(
  tx: Transaction,
  { callId, userId }: Reporter,
  { mos, isFirst }: { mos: number; isFirst: boolean },
): Promise<void> {
  const { mos: before, reports } = callQuality;
  const mine = and(eq(callQuality.callId, callId), eq(callQuality.userId, userId));
  if (isFirst)
    await tx
      .update(callQuality)
      .set({ mos })
      .where(and(mine, eq(reports, 0)));
  else
    await tx
      .update(callQuality)
      .set({
        mos: sql`(coalesce(${before}, 0) * ${reports} + ${mos}::float8) / (${reports} + 1)`,
        reports: sql`${reports} + 1`,
      })
      .where(mine);
}

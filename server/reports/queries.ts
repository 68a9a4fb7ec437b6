import { and, desc, eq, isNotNull, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { type Admin, pictureUrlOf } from "../auth";
import type { Person } from "../auth/contract";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { epochMs } from "../clock";
import type { Connection } from "../db";
import type { listReportsInput, Report } from "./contract";
import { reports } from "./schema";

const PAGE = 30;
const about = alias(users, "about");
const settler = alias(users, "settler");

const from = alias(users, "from");

/** A `Person` as JSON, so that one who is not there is null. */
const personOf = (table: Record<"id" | "handle" | "name" | "pictureHash", SQLWrapper>) =>
  sql<Person | null>`case when ${table.id} is not null then jsonb_build_object(
    'id', ${table.id}, 'handle', ${table.handle}, 'name', ${table.name}, 'pictureUrl', ${pictureUrlOf(table)}) end`;

export type ReportPage = { reports: Report[]; nextCursor: { at: number; id: string } | null };

/** One page of the reports that are open, or that are settled; the newest first. */
export async function listReports(
  db: Connection,
  _admin: Admin,
  { state, cursor }: z.output<typeof listReportsInput>,
): Promise<ReportPage> {
  const when = state === "open" ? reports.createdAt : reports.settledAt;
  const rows = await db
    .select({
      id: reports.id,
      at: epochMs(reports.createdAt),
      order: epochMs(when),
      reason: reports.reason,
      words: reports.words,
      callStartedAt: epochMs(calls.startedAt),
      meetingId: calls.meetingId,
      from: personOf(from),
      about: personOf(about) as SQL<Person>,
      isSuspended: sql<boolean>`${about.suspendedAt} is not null`,
      settledAt: epochMs(reports.settledAt),
      outcome: reports.outcome,
      by: personOf(settler),
    })
    .from(reports)
    .innerJoin(about, eq(about.id, reports.reportedUserId))
    .leftJoin(from, eq(from.id, reports.reporterUserId))
    .leftJoin(settler, eq(settler.id, reports.settledByUserId))
    .leftJoin(calls, eq(calls.id, reports.callId))
    .where(
      and(
        state === "open" ? isNull(reports.settledAt) : isNotNull(reports.settledAt),
        cursor &&
          sql`(${when}, ${reports.id}) < (to_timestamp(${cursor.at}::float8 / 1000), ${cursor.id}::uuid)`,
      ),
    )
    .orderBy(desc(when), desc(reports.id))
    .limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    reports: page.map((row) => ({
      id: row.id,
      at: row.at,
      reason: row.reason,
      words: row.words,
      from: row.from,
      about: { ...row.about, isSuspended: row.isSuspended },
      // Nothing is joined where there is none.
      call: row.callStartedAt
        ? { kind: row.meetingId ? "meeting" : "call", startedAt: row.callStartedAt }
        : null,
      settled: row.outcome ? { at: row.settledAt, outcome: row.outcome, by: row.by } : null,
    })),
    nextCursor: rows.length > PAGE && last ? { at: last.order, id: last.id } : null,
  };
}

/** How many reports nobody has looked at yet. */
export async function countOpenReports(db: Connection, _admin: Admin): Promise<number> {
  return await db.$count(reports, isNull(reports.settledAt));
}

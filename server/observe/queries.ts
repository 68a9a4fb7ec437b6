import { isNotNull, isNull, ne, sql } from "drizzle-orm";
import { calls } from "../calls/schema";
import type { Connection } from "../db";

/** How many calls, and how many sessions of meetings, run at present on the whole installation. */
export async function openCalls(db: Connection): Promise<{ calls: number; meetings: number }> {
  const [open] = await db
    .select({
      calls: sql<number>`count(*) filter (where ${isNull(calls.meetingId)})`.mapWith(Number),
      meetings: sql<number>`count(*) filter (where ${isNotNull(calls.meetingId)})`.mapWith(Number),
    })
    .from(calls)
    .where(ne(calls.state, "ended"));
  return { calls: open?.calls ?? 0, meetings: open?.meetings ?? 0 };
}

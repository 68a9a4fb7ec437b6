import { and, eq, isNotNull, sql } from "drizzle-orm";
import { admissions } from "../calls/schema";
import type { Database } from "../db";
import { metrics } from "../telemetry";
import { openCalls } from "./queries";

/** Figures of the whole installation, from the rows. */
export async function readShared(db: Database): Promise<void> {
  const { calls, meetings, relayed } = metrics();
  const [open, ways] = await Promise.all([openCalls(db), waysNow(db)]);
  calls.set(open.calls);
  meetings.set(open.meetings);
  relayed.set(ways.all > 0 ? ways.relayed / ways.all : 0);
}

async function waysNow(db: Database): Promise<{ all: number; relayed: number }> {
  const [ways] = await db
    .select({
      all: sql<number>`count(*)`.mapWith(Number),
      relayed: sql<number>`count(*) filter (where ${eq(admissions.connectionType, "relay")})`.mapWith(Number),
    })
    .from(admissions)
    .where(and(eq(admissions.state, "joined"), isNotNull(admissions.connectionType)));
  return ways ?? { all: 0, relayed: 0 };
}

import { and, gt, isNotNull, isNull, ne } from "drizzle-orm";
import type { Admin } from "../auth";
import { users } from "../auth/schema";
import { calls } from "../calls/schema";
import { nowPlus } from "../clock";
import type { Connection } from "../db";
import { countOpenReports } from "../reports";
import type { Overview } from "./contract";
import { databaseBytes, diskSpace, storageByGroup } from "./storage";

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** How many there are of everything, and what it takes. */
export async function readOverview(db: Connection, admin: Admin): Promise<Overview> {
  const isAccount = isNull(users.endedAt);
  const runs = ne(calls.state, "ended");
  const [people, newPeople, suspended, open, meetings, openReports, bytes, disk, groups] = await Promise.all([
    db.$count(users, isAccount),
    db.$count(users, and(isAccount, gt(users.createdAt, nowPlus(-WEEK_MS)))),
    db.$count(users, and(isAccount, isNotNull(users.suspendedAt))),
    db.$count(calls, and(runs, isNull(calls.meetingId))),
    db.$count(calls, and(runs, isNotNull(calls.meetingId))),
    countOpenReports(db, admin),
    databaseBytes(db),
    diskSpace(),
    storageByGroup(db),
  ]);
  return {
    people,
    newPeople,
    suspended,
    calls: open,
    meetings,
    openReports,
    databaseBytes: bytes,
    disk,
    groups,
  };
}

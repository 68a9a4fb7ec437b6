import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { now } from "../clock";
import type { Connection } from "../db";
import { admissions, callParticipants, calls } from "./schema";

/**
 * Which of these people are on a call now, from live admissions: a seat that has lapsed makes nobody busy, so a
 * crash never leaves anyone busy. `except` leaves one call out.
 */
export async function busyPeople(
  tx: Connection,
  userIds: readonly string[],
  except?: string,
): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ userId: callParticipants.userId })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .innerJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        inArray(callParticipants.userId, [...userIds]),
        eq(callParticipants.state, "connected"),
        ne(calls.state, "ended"),
        except ? ne(calls.id, except) : undefined,
        inArray(admissions.state, ["admitted", "joined", "gone"]),
        or(sql`${admissions.expiresAt} is null`, sql`${admissions.expiresAt} > ${now}`),
      ),
    );
  return new Set(rows.map((row) => row.userId));
}

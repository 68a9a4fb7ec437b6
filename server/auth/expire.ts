import { type SQL, sql } from "drizzle-orm";
import { now } from "../clock";
import type { Database } from "../db";
import { userDevices } from "./schema";
import { SESSION_MAX_AGE_S } from "./session";
import { endSessions } from "./sign-out";

/** Longer than a session lasts without a visit: its cookie is worth nothing any more. */
const UNSEEN_S = SESSION_MAX_AGE_S + 24 * 60 * 60;

/**
 * Ends sessions of devices that were not seen for so long that they are signed out: they ring no more. Devices of which `lasts` is true
 * have something else that lets them act.
 */
export async function expireSessions(db: Database, lasts: SQL): Promise<number> {
  const isUnseen = sql`${userDevices.lastSeenAt} < ${now} - ${UNSEEN_S} * interval '1 second'`;
  return await db.transaction((tx) => endSessions(tx, sql`${isUnseen} and not ${lasts}`));
}

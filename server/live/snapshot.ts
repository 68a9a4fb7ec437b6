import { sql } from "drizzle-orm";
import { epochMs, now } from "../clock";
import { liveSessions } from "../auth";
import { laterSnapshot } from "../callbacks";
import { callSnapshot } from "../calls";
import { contactVersionsOf, requestCounts } from "../contacts";
import type { Connection } from "../db";
import { moveSnapshot } from "../handoff";
import { missedCounts } from "../history";
import type { LiveState } from "./contract";
import { projectState } from "./project";

/** A device and the session that it was let in with. */
export type LiveDevice = { userId: string; deviceId: string; sessionId: string };
/** Gives each device its state, or null for a device whose session is over. */
export type Snapshot = (device: LiveDevice) => LiveState | null;

/** Reads everything that these users' devices show, in a fixed number of queries for any number of users. */
export async function readSnapshot(db: Connection, userIds: string[]): Promise<Snapshot> {
  const [time, pictures, missed, requests, versions, sessions, later, moves] = await Promise.all([
    db.execute<{ now: number }>(sql`select ${epochMs(now)} as now`),
    callSnapshot(db, userIds),
    missedCounts(db, userIds),
    requestCounts(db, userIds),
    contactVersionsOf(db, userIds),
    liveSessions(db, userIds),
    laterSnapshot(db, userIds),
    moveSnapshot(db, userIds),
  ]);
  const serverNow = time[0]?.now ?? 0;
  return (device) => {
    if (sessions.get(device.deviceId) !== device.sessionId) return null;
    const counters = {
      missed: missed.get(device.userId) ?? 0,
      requests: requests.get(device.userId) ?? 0,
      contacts: versions.get(device.userId) ?? 0,
    };
    const putOff = later.get(device.userId) ?? { callbacks: [], reminders: [] };
    return projectState(device, pictures, moves, counters, putOff, serverNow);
  };
}

/** The state of one device: what the stream would send now. */
export async function readState(db: Connection, device: LiveDevice): Promise<LiveState | null> {
  const snapshot = await readSnapshot(db, [device.userId]);
  return snapshot(device);
}

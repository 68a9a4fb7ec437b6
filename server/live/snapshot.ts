import { sql } from "drizzle-orm";
import { epochMs, now } from "../clock";
import { liveSessions } from "../auth";
import { laterSnapshot } from "../callbacks";
import { type CallPicture, callSnapshot } from "../calls";
import { chatSnapshot } from "../chat";
import { contactVersionsOf, requestCounts } from "../contacts";
import type { Connection } from "../db";
import { moveSnapshot } from "../handoff";
import { missedCounts } from "../history";
import { doorSnapshot, guestStandings, meetingVersionsOf, sessionViews } from "../meetings";
import type { GuestState, LiveState } from "./contract";
import { projectState } from "./project";

/** A device and the session that it was let in with; a guest has none, and one id for both. */
export type LiveDevice = { userId: string; deviceId: string; sessionId: string | null };
/** What a stream shows: a whole state, or of a guest who is not let in how that stands. */
export type Shown = { event: "state"; version: string; data: LiveState } | ShownGuest;
type ShownGuest = { event: "guest"; version: string; data: GuestState };
/** Gives each device what it shows, or null for a device whose session is over and for a guest who is none any more. */
export type Snapshot = (device: LiveDevice) => Shown | null;

/**
 * Reads everything that these users' devices, and these guests, show, in a fixed number of queries for any number of them.
 */
export async function readSnapshot(
  db: Connection,
  userIds: string[],
  guestIds: string[] = [],
): Promise<Snapshot> {
  const [people, guests] = await Promise.all([readDevices(db, userIds), readGuests(db, guestIds)]);
  return (device) => (device.sessionId === null ? guests(device) : people(device));
}

async function readDevices(db: Connection, userIds: string[]): Promise<Snapshot> {
  if (userIds.length === 0) return () => null;
  const [time, pictures, missed, requests, contacts, meetings, sessions, later, moves, doors, talks] =
    await Promise.all([
      db.execute<{ now: number }>(sql`select ${epochMs(now)} as now`),
      callSnapshot(db, userIds),
      missedCounts(db, userIds),
      requestCounts(db, userIds),
      contactVersionsOf(db, userIds),
      meetingVersionsOf(db, userIds),
      liveSessions(db, userIds),
      laterSnapshot(db, userIds),
      moveSnapshot(db, userIds),
      doorSnapshot(db, userIds),
      chatSnapshot(db, userIds),
    ]);
  const serverNow = time[0]?.now ?? 0;
  const views = await sessionsOf(db, pictures);
  return (device) => {
    if (sessions.get(device.deviceId) !== device.sessionId) return null;
    const counters = {
      missed: missed.get(device.userId) ?? 0,
      requests: requests.get(device.userId) ?? 0,
      contacts: contacts.get(device.userId) ?? 0,
      meetings: meetings.get(device.userId) ?? 0,
    };
    const putOff = later.get(device.userId) ?? { callbacks: [], reminders: [] };
    const door = doors.get(device.userId) ?? noDoor;
    const own = talks.get(device.userId) ?? [];
    return shown(projectState(device, pictures, views, moves, counters, putOff, door, own, serverNow));
  };
}

const sessionsOf = async (db: Connection, pictures: CallPicture[]) =>
  await sessionViews(
    db,
    pictures.flatMap(({ callId, meetingId, state }) => (meetingId && state !== "ended" ? callId : [])),
  );

const shown = (data: LiveState): Shown => ({ event: "state", version: data.version, data });

const noDoor = { knocks: [], entries: [] };
const nothing = { missed: 0, requests: 0, contacts: 0, meetings: 0 };

/** Until they are let in, guests are shown how that stands and no more: of a call nothing is even read. */
async function readGuests(db: Connection, guestIds: string[]): Promise<Snapshot> {
  if (guestIds.length === 0) return () => null;
  const [time, standings] = await Promise.all([
    db.execute<{ now: number }>(sql`select ${epochMs(now)} as now`),
    guestStandings(db, guestIds),
  ]);
  const letIn = guestIds.filter((id) => standings.get(id)?.state === "admitted");
  const [pictures, talks] = await Promise.all([callSnapshot(db, letIn), chatSnapshot(db, letIn)]);
  const views = await sessionsOf(db, pictures);
  return (device) => {
    const standing = standings.get(device.userId);
    if (!standing) return null;
    if (standing.state !== "admitted")
      return { event: "guest", version: `${standing.state} ${standing.message ?? ""}`, data: standing };
    const later = { callbacks: [], reminders: [] };
    const own = talks.get(device.userId) ?? [];
    return shown(projectState(device, pictures, views, [], nothing, later, noDoor, own, time[0]?.now ?? 0));
  };
}

/** The state of one device: what the stream would send now. Null as well for a guest who is not let in. */
export async function readState(db: Connection, device: LiveDevice): Promise<LiveState | null> {
  const ids = [device.userId];
  const snapshot = await (device.sessionId === null ? readSnapshot(db, [], ids) : readSnapshot(db, ids));
  const now = snapshot(device);
  return now?.event === "state" ? now.data : null;
}

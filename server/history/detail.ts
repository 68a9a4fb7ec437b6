import { and, eq, exists, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { personColumns } from "../auth";
import { userDevices, users } from "../auth/schema";
import { admissions, callParticipants, callRings, calls } from "../calls/schema";
import { chatMessages, padUpdates } from "../chat/schema";
import { config } from "../config";
import { epochMs, now } from "../clock";
import { contacts } from "../contacts/schema";
import type { Connection } from "../db";
import { refuse } from "../errors";
import { listMoves, type MadeMove } from "../handoff";
import { guests } from "../meetings/schema";
import type { DevicePart, HistoryDetail } from "./contract";
import { selectEntries } from "./entries";
import { historyEntries } from "./schema";
import { type PartRow, partsOfOthers, timelineOf } from "./timeline";

/** For how long after a call nobody took a note may be left, in ms. */
export const NOTE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** One call of a person's history with all that they may know of it. Refuses with `not_found`. */
export async function historyDetail(
  db: Connection,
  actor: UserActor,
  input: { id: string },
): Promise<HistoryDetail> {
  const [entry] = await selectEntries(db, actor.userId, eq(historyEntries.id, input.id), 1);
  if (!entry) refuse({ code: "not_found" });
  const [[call], parts, moves, chat] = await Promise.all([
    selectCall(db, entry.callId),
    selectParts(db, entry.callId, actor.userId),
    listMoves(db, entry.callId, actor.userId),
    selectWriters(db, entry.callId, actor.userId),
  ]);
  const devices = await ownDevices(db, entry.callId, actor.userId, moves);
  if (!call) refuse({ code: "not_found" });
  const { isRunning, isRecent, ...times } = call;
  return {
    ...entry,
    isRunning,
    timeline: timelineOf(times, parts, moves, actor.userId),
    devices,
    parts: partsOfOthers(times, parts, actor.userId),
    chat: isRunning ? null : chat,
    canLeaveNote:
      isRecent && times.answeredAt === null && parts.length === 2 && entry.direction === "outgoing",
  };
}

function selectCall(db: Connection, callId: string) {
  return db
    .select({
      startedAt: epochMs(calls.startedAt),
      answeredAt: sql<number | null>`${epochMs(calls.answeredAt)}`,
      endedAt: sql<number | null>`${epochMs(calls.endedAt)}`,
      reason: calls.endReason,
      stage: calls.failedStage,
      isRunning: sql<boolean>`${calls.state} <> 'ended'`,
      isRecent: sql<boolean>`coalesce(${calls.endedAt} > ${now} - ${NOTE_WINDOW_MS} * interval '1 millisecond', false)`,
    })
    .from(calls)
    .where(eq(calls.id, callId));
}

async function selectParts(db: Connection, callId: string, myId: string): Promise<PartRow[]> {
  const ringMs = config().PEAL_RING_MS;
  const rows = await db
    .select({
      ...personColumns(),
      isContact: sql<boolean>`${contacts.userId} is not null`,
      isCaller: callParticipants.isCaller,
      rungBy: callParticipants.rungBy,
      rungAt: sql<number | null>`${epochMs(callParticipants.ringExpiresAt)} - ${ringMs}::float8`,
      state: callParticipants.state,
      connectedAt: sql<number | null>`${epochMs(callParticipants.connectedAt)}`,
      endedAt: sql<number | null>`${epochMs(callParticipants.endedAt)}`,
      message: callParticipants.declineMessage,
    })
    .from(callParticipants)
    .innerJoin(users, eq(users.id, callParticipants.userId))
    .leftJoin(
      contacts,
      and(eq(contacts.userId, myId), eq(contacts.contactId, users.id), eq(contacts.state, "accepted")),
    )
    .where(eq(callParticipants.callId, callId))
    .orderBy(sql`${callParticipants.isCaller} desc, ${users.name}`);
  return rows.map(({ id, handle, name, pictureUrl, isContact, ...part }) => ({
    ...part,
    person: { id, handle, name, pictureUrl, isContact },
  }));
}

/** Whom somebody met on a call in which something was written, guests too, by participant; null for who was not on it. */
async function selectWriters(db: Connection, callId: string, myId: string): Promise<HistoryDetail["chat"]> {
  const hasMessages = exists(db.select().from(chatMessages).where(eq(chatMessages.callId, callId)));
  const hasNotes = exists(db.select().from(padUpdates).where(eq(padUpdates.callId, callId)));
  const rows = await db
    .select({
      participantId: callParticipants.id,
      name: sql<string>`coalesce(${users.name}, ${guests.name}, '')`,
      isMe: sql<boolean>`coalesce(${users.id} = ${myId}, false)`,
      connectedAt: sql<number>`${epochMs(callParticipants.connectedAt)}`,
      endedAt: sql<number | null>`${epochMs(callParticipants.endedAt)}`,
      hasMessages: sql<boolean>`${hasMessages}`,
      hasNotes: sql<boolean>`${hasNotes}`,
    })
    .from(callParticipants)
    .leftJoin(users, eq(users.id, callParticipants.userId))
    .leftJoin(guests, eq(guests.id, callParticipants.guestId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        isNotNull(callParticipants.connectedAt),
        or(hasMessages, hasNotes),
      ),
    );
  const mine = rows.find(({ isMe }) => isMe);
  if (!mine) return null;
  const { participantId: me, endedAt } = mine;
  const met = rows.filter(({ connectedAt }) => endedAt === null || connectedAt <= endedAt);
  const people = met.map(({ participantId, name }) => ({ participantId, name }));
  return { me, people, hasMessages: mine.hasMessages, hasNotes: mine.hasNotes };
}

/** A person's own devices in a call. Those of others are nobody else's business. */
async function ownDevices(
  db: Connection,
  callId: string,
  myId: string,
  moves: MadeMove[],
): Promise<DevicePart[]> {
  // The seat is of the device that was the last; the one that placed the call is where it was moved from first.
  const first = moves[0] ? sql`${moves[0].fromDeviceId}::uuid` : sql`${admissions.deviceId}`;
  const isFirst = sql<boolean>`coalesce(${first} = ${userDevices.id}, false)`;
  const took = inArray(
    userDevices.id,
    moves.map((move) => move.toDeviceId),
  );
  const rows = await db
    .select({
      name: userDevices.name,
      isCaller: callParticipants.isCaller,
      isFirst,
      hasTaken: sql<boolean>`${took}`,
      hasAnswered: sql<boolean>`coalesce(${callRings.state} = 'answered', false)`,
      isAlerted: sql<boolean>`${callRings.alertedAt} is not null`,
    })
    .from(callParticipants)
    .innerJoin(userDevices, eq(userDevices.userId, callParticipants.userId))
    .leftJoin(
      callRings,
      and(eq(callRings.participantId, callParticipants.id), eq(callRings.deviceId, userDevices.id)),
    )
    .leftJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.userId, myId),
        or(isNotNull(callRings.id), isFirst, took),
      ),
    )
    .orderBy(userDevices.name);
  return rows.map(({ name, isCaller, isFirst, hasTaken, hasAnswered, isAlerted }) => {
    if (isFirst || hasAnswered) return { name, part: isCaller && !hasAnswered ? "called" : "answered" };
    if (hasTaken) return { name, part: "continued" };
    return { name, part: isAlerted ? "rang" : "unreached" };
  });
}

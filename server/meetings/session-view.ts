import { and, eq, inArray, sql } from "drizzle-orm";
import { callParticipants, calls } from "../calls/schema";
import { epochMs } from "../clock";
import type { CallActor } from "../auth";
import { personIdOf } from "../calls";
import type { Connection } from "../db";
import { refuse } from "../errors";
import {
  type HostWord,
  type MeetingRights,
  type MeetingRole,
  type MeetingSettings,
  meetingSettings,
} from "./contract";
import { isSamePerson, roleInSession } from "./in-session";
import { rightsOf } from "./rights";
import { meetingParticipants, meetings } from "./schema";

export type SessionPerson = {
  role: MeetingRole;
  rights: MeetingRights;
  isCameraStopped: boolean;
  word: { kind: HostWord; at: number } | null;
};
/** What a session shows of its meeting: `people` by the ids of their parts in it. */
export type SessionView = {
  settings: MeetingSettings;
  isLocked: boolean;
  spotlight: string | null;
  people: Map<string, SessionPerson>;
};

/** What sessions of meetings show to those who are in them, by call. One query for any number; calls that are none are left out. */
export async function sessionViews(db: Connection, callIds: string[]): Promise<Map<string, SessionView>> {
  const views = new Map<string, SessionView>();
  if (callIds.length === 0) return views;
  const rows = await peopleOf(db).where(inArray(calls.id, callIds));
  for (const { callId, participantId, settings: kept, isLocked, spotlight, word, wordAt, ...one } of rows) {
    // A meeting from before a setting has it as it is usual.
    const settings = meetingSettings.parse(kept);
    const view = views.get(callId) ?? { settings, isLocked, spotlight, people: new Map() };
    views.set(callId, view);
    view.people.set(participantId, {
      role: one.role,
      rights: rightsOf(settings, one),
      isCameraStopped: one.isCameraStopped,
      word: word && wordAt !== null ? { kind: word, at: wordAt } : null,
    });
  }
  return views;
}

/**
 * Refuses with `forbidden_by_host` what the hosts of a meeting have taken from somebody who is in its session. Whoever is in a call that is
 * none of a meeting may do everything.
 */
export async function refuseUnlessMay(
  db: Connection,
  actor: CallActor,
  callId: string,
  what: keyof MeetingRights,
): Promise<void> {
  const [row] = await peopleOf(db).where(
    and(eq(calls.id, callId), eq(personIdOf(callParticipants), actor.userId)),
  );
  if (row && !rightsOf(meetingSettings.parse(row.settings), row)[what]) refuse({ code: "forbidden_by_host" });
}

const peopleOf = (db: Connection) =>
  db
    .select({
      callId: calls.id,
      participantId: callParticipants.id,
      settings: meetings.settings,
      isLocked: sql<boolean>`${meetings.lockedAt} is not null`,
      spotlight: meetings.spotlightId,
      role: roleInSession,
      mayTalk: meetingParticipants.mayTalk,
      isCameraStopped: meetingParticipants.isCameraStopped,
      word: meetingParticipants.hostWord,
      wordAt: epochMs(sql`${meetingParticipants.hostWordAt}`),
    })
    .from(calls)
    .innerJoin(meetings, eq(meetings.id, calls.meetingId))
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
    .innerJoin(meetingParticipants, and(eq(meetingParticipants.meetingId, meetings.id), isSamePerson));

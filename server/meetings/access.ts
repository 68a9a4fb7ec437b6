import { and, eq, type SQL, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Connection, Transaction } from "../db";
import { refuse } from "../errors";
import { type MeetingRole, SLUG } from "./contract";
import { meetingParticipants, meetings } from "./schema";

/** Of a row of `meeting_participants`: the role that counts now. */
export const roleNow = sql<MeetingRole>`coalesce(${meetingParticipants.sessionRole}, ${meetingParticipants.role})`;

export type Meeting = typeof meetings.$inferSelect;

declare const proven: unique symbol;
/** Proof that the actor has a host's rights in the meeting, which is locked until the transaction ends. */
export type MeetingHost = {
  meeting: Meeting;
  actor: UserActor;
  role: Exclude<MeetingRole, "participant">;
  /** The one whose meeting it is: may change when and whether it is. */
  isOwner: boolean;
  /** The role was lent for a session: it says nothing of the meeting itself. */
  isLent: boolean;
  readonly [proven]: true;
};

/**
 * Turns an actor and a meeting's id into proof of a host's rights and locks the meeting's row: every verb takes that lock first. Locks are
 * taken in the order meeting, people, call. Refuses with `not_host` those who are in it otherwise, and with `not_found` everybody else.
 */
export async function meetingHost(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
): Promise<MeetingHost> {
  const meeting = await lockMeeting(tx, eq(meetings.id, meetingId));
  if (!meeting) refuse({ code: "not_found" });
  if (meeting.hostId === actor.userId)
    return { meeting, actor, role: "host", isOwner: true, isLent: false } as MeetingHost;
  const [standing] = await tx
    .select({
      role: roleNow,
      roleForGood: meetingParticipants.role,
      state: meetingParticipants.state,
    })
    .from(meetingParticipants)
    .where(and(eq(meetingParticipants.meetingId, meetingId), eq(meetingParticipants.userId, actor.userId)));
  if (standing?.state !== "admitted") refuse({ code: "not_found" });
  if (standing.role === "participant") refuse({ code: "not_host" });
  const { role, roleForGood } = standing;
  return { meeting, actor, role, isOwner: false, isLent: role !== roleForGood } as MeetingHost;
}

/** The same for what only the one whose meeting it is may do. Refuses with `not_host` and `not_found`. */
export async function meetingOwner(
  tx: Transaction,
  actor: UserActor,
  meetingId: string,
): Promise<MeetingHost> {
  const host = await meetingHost(tx, actor, meetingId);
  if (!host.isOwner) refuse({ code: "not_host" });
  return host;
}

/** Refuses with `not_host` whoever only helps the host. */
export function refuseCoHost({ role }: MeetingHost): void {
  if (role !== "host") refuse({ code: "not_host" });
}

/** The same, and whoever is a host for a session alone. */
export function refuseLent(host: MeetingHost): void {
  refuseCoHost(host);
  if (host.isLent) refuse({ code: "not_host" });
}

/** Locks a meeting's row; a lock that had to be waited for gives the newest one. Null where there is none. */
export async function lockMeeting(tx: Transaction, which: SQL | undefined): Promise<Meeting | null> {
  const [row] = await tx.select().from(meetings).where(which).for("update");
  return row ?? null;
}

/** The meeting that an address means; null for one that never was or was replaced. */
export async function findBySlug(db: Connection, slug: string): Promise<Meeting | null> {
  if (!SLUG.test(slug)) return null;
  const [row] = await db.select().from(meetings).where(eq(meetings.slug, slug));
  return row ?? null;
}

/** Refuses with `meeting_cancelled` or `link_expired`; `nowMs` is the database's time. */
export function refuseUnlessOpen(meeting: Meeting, nowMs: number): void {
  if (meeting.cancelledAt) refuse({ code: "meeting_cancelled" });
  if (meeting.expiresAt && meeting.expiresAt.getTime() <= nowMs) refuse({ code: "link_expired" });
}

import { and, eq, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now, serverTime } from "../clock";
import { config } from "../config";
import type { Database } from "../db";
import { isUniqueViolation } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { lockMeeting, meetingHost, meetingOwner, refuseUnlessOpen } from "./access";
import type { LinkWrap } from "./contract";
import { followSettings } from "./follow-rights";
import { tellInvitees } from "./invite";
import { tellVersions } from "./news";
import { record } from "./record";
import { meetingLinkWraps, meetingParticipants, meetings } from "./schema";
import { hashOf, newSecret, newSlug } from "./secrets";
import { keepWraps } from "./write";

/**
 * Gives a meeting another address, and its link another secret; the old link leads nowhere, and who is invited gets the new one. The host
 * link ends too. Refuses with `not_found`, `not_host` or `meeting_cancelled`.
 */
export async function rotateLink(
  db: Database,
  actor: UserActor,
  { meetingId, wraps }: { meetingId: string; wraps: LinkWrap[] },
): Promise<{ slug: string }> {
  const slug = newSlug();
  try {
    return await db.transaction(async (tx) => {
      const { meeting } = await meetingOwner(tx, actor, meetingId);
      if (meeting.cancelledAt) refuse({ code: "meeting_cancelled" });
      await tx
        .update(meetings)
        .set({ slug, hostSecretHash: null, updatedAt: now, sequence: sql`${meetings.sequence} + 1` })
        .where(eq(meetings.id, meetingId));
      await tx.delete(meetingLinkWraps).where(eq(meetingLinkWraps.meetingId, meetingId));
      await keepWraps(tx, actor, meetingId, wraps);
      await record(tx, { meetingId, kind: "link", actor });
      await tellInvitees(tx, actor, meetingId, "request");
      await tellVersions(tx, meetingId);
      return { slug };
    });
  } catch (error) {
    // Once in 10^14: somebody has this address already.
    if (isUniqueViolation(error, "meetings_slug_unique")) return rotateLink(db, actor, { meetingId, wraps });
    throw error;
  }
}

/** Makes the host link anew: its secret is in this answer and nowhere else, and the one before ends. Refuses with `not_found` or `not_host`. */
export async function newHostLink(
  db: Database,
  actor: UserActor,
  meetingId: string,
): Promise<{ slug: string; hostSecret: string }> {
  const hostSecret = newSecret();
  return db.transaction(async (tx) => {
    const { meeting } = await meetingOwner(tx, actor, meetingId);
    await tx
      .update(meetings)
      .set({ hostSecretHash: hashOf(hostSecret) })
      .where(eq(meetings.id, meetingId));
    return { slug: meeting.slug, hostSecret };
  });
}

/**
 * Makes whoever opens a host link a host of that meeting. A wrong one and an unknown meeting are one answer, `not_found`; refuses with
 * `meeting_cancelled`, `link_expired`, `removed_by_host` and `rate_limited` besides.
 */
export async function becomeHost(
  db: Database,
  actor: UserActor,
  { slug, hostSecret }: { slug: string; hostSecret: string },
): Promise<{ meetingId: string }> {
  await limit(db, { key: `link:${actor.userId}`, rate: config().PEAL_LIMIT_LINK });
  return db.transaction(async (tx) => {
    const meeting = await lockMeeting(
      tx,
      and(eq(meetings.slug, slug), eq(meetings.hostSecretHash, hashOf(hostSecret))),
    );
    if (!meeting) refuse({ code: "not_found" });
    refuseUnlessOpen(meeting, await serverTime(tx));
    const [host] = await tx
      .insert(meetingParticipants)
      .values({ meetingId: meeting.id, userId: actor.userId, role: "host", state: "admitted" })
      .onConflictDoUpdate({
        target: [meetingParticipants.meetingId, meetingParticipants.userId],
        set: { role: "host", sessionRole: null, state: "admitted", admittedAt: now },
        // Out means out, whatever link somebody has.
        setWhere: sql`${meetingParticipants.state} <> 'removed'`,
      })
      .returning({ id: meetingParticipants.id });
    if (!host) refuse({ code: "removed_by_host" });
    await followSettings(tx, meeting);
    await record(tx, { meetingId: meeting.id, kind: "role", actor, detail: { role: "host" } });
    await tellVersions(tx, meeting.id);
    return { meetingId: meeting.id };
  });
}

/** Keeps the link's secret for further devices of a host, sealed by one that has it. Refuses with `not_found` or `not_host`. */
export async function shareLinkSecret(
  db: Database,
  actor: UserActor,
  { meetingId, wraps }: { meetingId: string; wraps: LinkWrap[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await meetingHost(tx, actor, meetingId);
    await keepWraps(tx, actor, meetingId, wraps);
  });
}

import type { Actor } from "../auth";
import { users } from "../auth/schema";
import { config } from "../config";
import type { Connection } from "../db";
import type { DoorLook } from "./contract";
import { arrive, isLetInto, type Visitor } from "./enter";
import { eq } from "drizzle-orm";

/**
 * What the page of a meeting's address shows before anybody goes in. What the meeting is about, and whose it is, only where the address
 * alone opens it, or to who may come in already. Refuses with `not_found`, `meeting_cancelled`, `link_expired` or `rate_limited`.
 */
export async function lookAtDoor(db: Connection, visitor: Visitor, slug: string): Promise<DoorLook> {
  const { meeting, guest } = await arrive(db, visitor, slug);
  const isIn = await isLetInto(db, visitor.actor, meeting, guest);
  const needsPassword = meeting.passwordHash !== null && !isIn;
  const isTold = isIn || !(needsPassword || meeting.settings.waitingRoom || meeting.lockedAt);
  const [host] = isTold
    ? await db.select({ name: users.name }).from(users).where(eq(users.id, meeting.hostId))
    : [];
  return {
    meetingId: meeting.id,
    slug: meeting.slug,
    topic: isTold ? meeting.topic : null,
    hostName: host?.name ?? null,
    needsPassword,
    isEncrypted: meeting.isEncrypted,
    isLocked: meeting.lockedAt !== null && !isIn,
    hasWaitingRoom: meeting.settings.waitingRoom && !isIn,
    name: guest?.name ?? (await accountName(db, visitor.actor)),
    isGuest: visitor.actor.kind !== "user",
    guestId: guest?.id ?? null,
    mediaUrl: config().LIVEKIT_PUBLIC_URL,
  };
}

async function accountName(db: Connection, actor: Actor): Promise<string | null> {
  if (actor.kind !== "user") return null;
  const [me] = await db.select({ name: users.name }).from(users).where(eq(users.id, actor.userId));
  return me?.name ?? null;
}

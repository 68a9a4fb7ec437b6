import { eq } from "drizzle-orm";
import type { CallActor, UserActor } from "../auth";
import { findSession, notifyCall } from "../calls";
import type { Database } from "../db";
import { refuse } from "../errors";
import { lockMeeting } from "./access";
import { targetOf } from "./host-word";
import { hostInSession, inSession } from "./in-session";
import { record } from "./record";
import { refuseUnlessMay } from "./session-view";
import { guests, meetings } from "./schema";
import { findStanding } from "./standing";

/** Gives a guest in the session another name. Who has an account has their own (`not_found`). Refuses with `not_host` or `not_found`. */
export async function rename(
  db: Database,
  actor: UserActor,
  { meetingId, participantId, name }: { meetingId: string; participantId: string; name: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const host = await hostInSession(tx, actor, meetingId);
    const { callId } = host;
    const one = await inSession(tx, host, participantId);
    if (!one.guestId) refuse({ code: "not_found" });
    await tx.update(guests).set({ name }).where(eq(guests.id, one.guestId));
    await record(tx, { meetingId, callId, kind: "rename", actor, target: targetOf(one) });
    await notifyCall(tx, callId);
  });
}

/** A guest in the session takes another name. Refuses with `forbidden_by_host` where hosts have turned that off, and `not_found`. */
export async function renameSelf(
  db: Database,
  actor: CallActor,
  { meetingId, name }: { meetingId: string; name: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const meeting = actor.kind === "guest" ? await lockMeeting(tx, eq(meetings.id, meetingId)) : null;
    const standing = meeting && (await findStanding(tx, meetingId, actor));
    const session = meeting && (await findSession(tx, meetingId));
    if (!session || standing?.state !== "admitted") refuse({ code: "not_found" });
    await refuseUnlessMay(tx, actor, session.id, "rename");
    await tx.update(guests).set({ name }).where(eq(guests.id, actor.userId));
    const guest = { kind: "guest" as const, guestId: actor.userId, meetingId };
    await record(tx, { meetingId, callId: session.id, kind: "rename", actor: guest });
    await notifyCall(tx, session.id);
  });
}

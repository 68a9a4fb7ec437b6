import { eq } from "drizzle-orm";
import { notify } from "../bus";
import { findSession, notifyCall } from "../calls";
import type { Database } from "../db";
import { lockMeeting } from "./access";
import { followRights } from "./follow-rights";
import { isPart, isStanding, targetOf } from "./host-word";
import { presentIn } from "./in-session";
import { record } from "./record";
import { meetingParticipants, meetings } from "./schema";
import { hostIdsOf } from "./standing";

/**
 * No session goes on without a host: where the last one has left, a co-host takes over, else whoever with an account is there the longest,
 * until the session ends. Where a host is there, or nobody with an account, nothing happens. Safe in any number.
 */
export async function succeed(db: Database, { meetingId }: { meetingId: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, eq(meetings.id, meetingId));
    const session = meeting && (await findSession(tx, meetingId));
    if (!meeting || !session) return;
    const here = await presentIn(tx, meeting, session.id);
    const next = here.find((one) => one.role === "co_host") ?? here.find((one) => one.userId !== null);
    if (!next || here.some((one) => one.role === "host")) return;
    await tx.update(meetingParticipants).set({ sessionRole: "host" }).where(isStanding(next));
    await followRights(tx, meeting, session.id, isPart(next));
    const actor = { kind: "job" as const, name: "meetings.succeed" };
    const event = { meetingId, callId: session.id, kind: "role" as const, actor };
    await record(tx, { ...event, target: targetOf(next), detail: { role: "host" } });
    await notifyCall(tx, session.id);
    await notify(tx, await hostIdsOf(tx, meetingId));
  });
}

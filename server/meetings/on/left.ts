import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { CallEnded, SeatsLeft } from "../../calls";
import { callParticipants, calls } from "../../calls/schema";
import type { Transaction } from "../../db";
import { addJob } from "../../jobs";
import { record } from "../record";

declare module "../../jobs" {
  interface Jobs {
    "meetings.succeed": { meetingId: string };
    "meetings.session_over": { meetingId: string };
  }
}

/**
 * Whoever leaves a session is noted. That somebody else has to be its host is decided in a transaction of its own: the lock of a meeting comes
 * before that of its call, which is held here.
 */
export async function noteLeft(tx: Transaction, { callId, participantIds }: SeatsLeft): Promise<void> {
  const meetingId = await noteLeave(tx, callId, inArray(callParticipants.id, participantIds));
  if (meetingId) await addJob(tx, "meetings.succeed", { meetingId }, { key: `succeed:${callId}` });
}

/** A session is over: whoever was in it until then has left. */
export async function noteOver(tx: Transaction, { callId, endedAt }: CallEnded): Promise<void> {
  const since = sql`${callParticipants.endedAt} >= ${endedAt.toISOString()}::timestamptz`;
  const meetingId = await noteLeave(tx, callId, since);
  if (meetingId) await addJob(tx, "meetings.session_over", { meetingId }, { key: `over:${callId}` });
}

async function noteLeave(
  tx: Transaction,
  callId: string,
  who: ReturnType<typeof inArray>,
): Promise<string | null> {
  const [call] = await tx
    .select({ meetingId: calls.meetingId })
    .from(calls)
    .where(and(eq(calls.id, callId), isNotNull(calls.meetingId)));
  if (!call?.meetingId) return null;
  const { meetingId } = call;
  const gone = await tx
    .select({ userId: callParticipants.userId, guestId: callParticipants.guestId })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.state, "left"), who));
  const by = ({ userId, guestId }: (typeof gone)[number]) =>
    guestId
      ? { kind: "guest" as const, guestId, meetingId }
      : { kind: "user" as const, userId: userId ?? "", deviceId: "", sessionId: "" };
  await record(tx, ...gone.map((one) => ({ meetingId, callId, kind: "leave" as const, actor: by(one) })));
  return meetingId;
}

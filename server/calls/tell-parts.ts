import { eq } from "drizzle-orm";
import { emit } from "../bus";
import type { Transaction } from "../db";
import type { EndReason } from "./contract";
import { partsOf } from "./parts-of";
import { calls } from "./schema";

const isOver = { ringing: false, waiting: false, connected: false };

/**
 * Tells whose part is over while the call goes on: everyone who is not on it and does not ring. It may be told again; a part is
 * known by when it ended. The reason is that of the newest.
 */
export async function tellParts(tx: Transaction, callId: string, reason: EndReason): Promise<void> {
  const [[call], parts] = await Promise.all([
    tx.select().from(calls).where(eq(calls.id, callId)),
    partsOf(tx, callId),
  ]);
  const participants = parts.filter((part) => part.endedAt && !(part.state in isOver));
  if (!call || participants.length === 0) return;
  const { meetingId, media, topic, groupId, startedAt, answeredAt } = call;
  await emit(tx, "calls.part-ended", {
    callId,
    meetingId,
    media,
    topic,
    groupId,
    reason,
    startedAt,
    answeredAt,
    participants,
  });
}

import { sql } from "drizzle-orm";
import { notify } from "../../bus";
import type { PartEnded } from "../../calls";
import type { Transaction } from "../../db";
import { queueMissedMail } from "../mail-missed";
import { historyEntries } from "../schema";
import { historyStatus } from "../status";

/**
 * Writes what people remember of the call, in the transaction that ends their part of it: at the end of the call, or sooner for who
 * left, declined or missed it. A part that was told before changes nothing; another part of the same person is added to the first.
 */
export async function writeHistory(tx: Transaction, call: PartEnded): Promise<void> {
  const entries = call.participants.filter((part) => !part.isSilenced).map((part) => entryOf(call, part));
  if (entries.length === 0) return;
  const told = await tx
    .insert(historyEntries)
    .values(entries)
    .onConflictDoUpdate({
      target: [historyEntries.userId, historyEntries.callId],
      set: {
        status: sql`excluded.status`,
        deviceId: sql`coalesce(excluded.device_id, ${historyEntries.deviceId})`,
        durationMs: sql`coalesce(${historyEntries.durationMs} + excluded.duration_ms, excluded.duration_ms, ${historyEntries.durationMs})`,
        endedAt: sql`excluded.ended_at`,
        isNew: sql`excluded.is_new`,
        removedAt: null,
      },
      setWhere: sql`${historyEntries.endedAt} is distinct from excluded.ended_at`,
    })
    .returning({ id: historyEntries.id, userId: historyEntries.userId, isNew: historyEntries.isNew });
  await queueMissedMail(
    tx,
    told.filter((entry) => entry.isNew).map((entry) => entry.id),
  );
  await notify(
    tx,
    told.map((entry) => entry.userId),
  );
}

type Part = PartEnded["participants"][number];

function entryOf(call: PartEnded, part: Part) {
  const { isCaller, state, userId, deviceId, endedAt } = part;
  const status = historyStatus({
    isCaller,
    state,
    reason: call.reason,
    wasAnswered: call.answeredAt !== null,
  });
  return {
    userId,
    callId: call.callId,
    isOutgoing: isCaller,
    status,
    media: call.media,
    deviceId,
    startedAt: isCaller ? call.startedAt : (part.rungAt ?? call.startedAt),
    durationMs: talkedMs(call, part),
    endedAt,
    groupId: isCaller ? call.groupId : null,
    isNew: status === "missed",
  };
}

/** From when both were there to when this person's part was over, in ms; null for who did not talk. */
function talkedMs(call: PartEnded, { state, connectedAt, endedAt }: Part): number | null {
  if (!call.answeredAt || !connectedAt || !endedAt || state !== "left") return null;
  const from = Math.max(connectedAt.getTime(), call.answeredAt.getTime());
  return Math.max(0, endedAt.getTime() - from);
}

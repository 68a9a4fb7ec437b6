import { notify } from "../../bus";
import type { CallEnded } from "../../calls";
import type { Transaction } from "../../db";
import { historyEntries } from "../schema";
import { historyStatus } from "../status";

/** Writes what each person will remember of the call, in the transaction that ends it. */
export async function writeHistory(tx: Transaction, call: CallEnded): Promise<void> {
  const entries = call.participants
    .filter((participant) => !participant.isSilenced)
    .map((participant) => {
      const { isCaller, state, userId, deviceId } = participant;
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
        startedAt: call.startedAt,
        durationMs: talkedMs(call, participant),
        isNew: status === "missed",
      };
    });
  await tx.insert(historyEntries).values(entries).onConflictDoNothing();
  await notify(
    tx,
    entries.filter((entry) => entry.isNew).map((entry) => entry.userId),
  );
}

/** From when both were there to when this person's part was over, in ms; null when nobody answered them. */
function talkedMs(
  call: CallEnded,
  { connectedAt, endedAt }: CallEnded["participants"][number],
): number | null {
  if (!call.answeredAt || !connectedAt) return null;
  const from = Math.max(connectedAt.getTime(), call.answeredAt.getTime());
  return Math.max(0, (endedAt ?? call.endedAt).getTime() - from);
}

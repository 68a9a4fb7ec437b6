import { inArray } from "drizzle-orm";
import type { Transaction } from "../../db";
import { addJobs } from "../../jobs";
import { unconnected } from "../connected";
import { pushSubscriptions } from "../schema";

type Knocked = { meetingId: string; participantId: string; hostIds: string[] };

declare module "../../jobs" {
  interface Jobs {
    "push.knock": { deviceId: string; participantId: string; tries: number };
  }
}

/** Somebody knocks at a meeting: those devices of its hosts are pushed that hold no live connection. */
export async function pushKnock(tx: Transaction, { participantId, hostIds }: Knocked): Promise<void> {
  if (hostIds.length === 0) return;
  const wakeable = await tx
    .select({ deviceId: pushSubscriptions.deviceId })
    .from(pushSubscriptions)
    .where(inArray(pushSubscriptions.userId, hostIds));
  if (wakeable.length === 0) return;
  const away = await unconnected(
    tx,
    wakeable.map((row) => row.deviceId),
  );
  await addJobs(
    tx,
    "push.knock",
    [...away].map((deviceId) => ({ deviceId, participantId, tries: 0 })),
  );
}

import { inArray } from "drizzle-orm";
import type { Transaction } from "../../db";
import { addJobs } from "../../jobs";
import { pushSubscriptions } from "../schema";

type Reminded = { meetingId: string; userIds: string[]; startsAt: number };

declare module "../../jobs" {
  interface Jobs {
    "push.reminder": { deviceId: string; meetingId: string; startsAt: number; tries: number };
  }
}

/** A meeting begins soon: its hosts' devices are pushed, those that are connected too, since no page says so. */
export async function pushReminder(
  tx: Transaction,
  { meetingId, userIds, startsAt }: Reminded,
): Promise<void> {
  if (userIds.length === 0) return;
  const wakeable = await tx
    .select({ deviceId: pushSubscriptions.deviceId })
    .from(pushSubscriptions)
    .where(inArray(pushSubscriptions.userId, userIds));
  await addJobs(
    tx,
    "push.reminder",
    wakeable.map(({ deviceId }) => ({ deviceId, meetingId, startsAt, tries: 0 })),
  );
}

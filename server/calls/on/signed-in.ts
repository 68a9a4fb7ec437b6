import { and, eq, gt, inArray } from "drizzle-orm";
import { notify } from "../../bus";
import { now } from "../../clock";
import type { Transaction } from "../../db";
import { lockCalls } from "../access";
import { ringDevices } from "../ring-devices";
import { callParticipants } from "../schema";

type SignedIn = { userId: string; deviceId: string };

/** A device that signs in while its person is called rings along. */
export async function ringSignedIn(tx: Transaction, { userId, deviceId }: SignedIn): Promise<void> {
  const ringing = await tx
    .select({ callId: callParticipants.callId })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.userId, userId),
        inArray(callParticipants.state, ["ringing", "waiting"]),
        eq(callParticipants.isSilenced, false),
        gt(callParticipants.ringExpiresAt, now),
      ),
    );
  const open = await lockCalls(
    tx,
    ringing.map((row) => row.callId),
    { wait: true },
  );
  for (const call of open) await ringDevices(tx, call.id, { deviceId });
  if (open.length > 0) await notify(tx, [userId]);
}

import { inArray, sql } from "drizzle-orm";
import type { CallRang } from "../../calls";
import { callRings } from "../../calls/schema";
import type { Transaction } from "../../db";
import { unconnected } from "../connected";
import { pushRings } from "../queue";
import { pushSubscriptions } from "../schema";

/** Devices that begin to ring and hold no live connection are pushed at once; the others have a second to show it. */
export async function pushUnreached(tx: Transaction, { rings }: CallRang): Promise<void> {
  const devices = rings.map((ring) => ring.deviceId);
  const wakeable = await tx
    .select({ deviceId: pushSubscriptions.deviceId })
    .from(pushSubscriptions)
    .where(inArray(pushSubscriptions.deviceId, devices));
  if (wakeable.length === 0) return;
  const unreached = await unconnected(
    tx,
    wakeable.map((row) => row.deviceId),
  );
  const ids = rings.filter((ring) => unreached.has(ring.deviceId)).map((ring) => ring.ringId);
  if (ids.length > 0) await pushRings(tx, sql`${inArray(callRings.id, ids)}`);
}

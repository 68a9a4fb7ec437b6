import { and, gt, inArray } from "drizzle-orm";
import { nowPlus } from "../clock";
import type { Transaction } from "../db";
import { deviceConnections } from "../presence/schema";

/** A live connection that was not refreshed for so long is gone, in ms. */
export const LAPSE_MS = 50_000;

/** Of these devices, those that hold no live connection now. */
export async function unconnected(tx: Transaction, deviceIds: string[]): Promise<Set<string>> {
  const connected = await tx
    .select({ deviceId: deviceConnections.deviceId })
    .from(deviceConnections)
    .where(
      and(inArray(deviceConnections.deviceId, deviceIds), gt(deviceConnections.seenAt, nowPlus(-LAPSE_MS))),
    );
  const reached = new Set(connected.map((row) => row.deviceId));
  return new Set(deviceIds.filter((id) => !reached.has(id)));
}

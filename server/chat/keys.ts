import { and, eq, inArray } from "drizzle-orm";
import type { Connection, Transaction } from "../db";
import type { Writer } from "./access";
import type { SendInput } from "./contract";
import { chatKeys } from "./schema";

/** The keys that are sealed to a device, of those that are named. */
export async function keysFor(db: Connection, callId: string, boxKey: string, keyIds: string[]) {
  if (keyIds.length === 0) return [];
  return await db
    .select({ keyId: chatKeys.keyId, by: chatKeys.byParticipant, wrap: chatKeys.wrap })
    .from(chatKeys)
    .where(and(eq(chatKeys.callId, callId), eq(chatKeys.boxKey, boxKey), inArray(chatKeys.keyId, keyIds)));
}

/** Keeps a key as its maker has sealed it to devices; what is kept already stays. */
export async function keepWraps(
  tx: Transaction,
  { call, me }: Writer,
  { keyId, wraps }: Pick<SendInput, "keyId" | "wraps">,
): Promise<void> {
  if (!keyId || wraps.length === 0) return;
  const rows = wraps.map((one) => ({ callId: call.id, keyId, byParticipant: me.id, ...one }));
  await tx.insert(chatKeys).values(rows).onConflictDoNothing();
}

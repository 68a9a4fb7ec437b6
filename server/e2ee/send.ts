import type { CallActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import { keyMember } from "./access";
import { bytesOf, refuseUnsound } from "./check";
import type { SendInput, SignedMessage } from "./contract";
import { store } from "./store";

/**
 * Sends key messages to the others on a call, in the order given, all or none. A device that still rings may only say who it is.
 * Refuses with `not_found` (no place in the call, or another's name), `not_on_call` (it rings), `bad_input` or `rate_limited`.
 */
export async function sendKeys(db: Database, actor: CallActor, input: SendInput): Promise<void> {
  await limitBytes(db, actor, input.messages);
  await db.transaction(async (tx) => {
    const member = await keyMember(tx, actor, input.callId);
    refuseUnsound(member, input.messages);
    await store(tx, input.callId, member.admissions, input.messages);
  });
}

const BYTES_PER_USE = 1024;

/** Counts what a device sends, in KiB begun: a hundred acknowledgements and a key for a hundred people are a few of them. */
export async function limitBytes(db: Database, actor: CallActor, messages: SignedMessage[]): Promise<void> {
  const uses = messages.reduce((sum, message) => sum + Math.ceil(bytesOf(message) / BYTES_PER_USE), 0);
  await limit(db, { key: `keys:${actor.deviceId}`, rate: config().PEAL_LIMIT_KEYS, uses });
}

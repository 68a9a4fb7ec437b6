import type { CallActor } from "../auth";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { page, type Page, type SinceInput } from "./contract";
import { readersOn, readUnread } from "./queries";

/**
 * The key messages of a call that this device may read, after the one that it heard last: its own are not among them. Refuses
 * with `not_found` where the device has no place in the call, with `rate_limited`.
 */
export async function keysSince(db: Database, actor: CallActor, input: SinceInput): Promise<Page> {
  await limit(db, { key: `keys-read:${actor.deviceId}`, rate: config().PEAL_LIMIT_KEYS_READ });
  const places = await readersOn(db, [actor.deviceId]);
  const own = places.findLast((place) => place.callId === input.callId);
  if (!own) refuse({ code: "not_found" });
  const { admissionId } = own;
  const unread = (await readUnread(db, [{ admissionId, after: input.seq }])).get(admissionId);
  const deliveries = (unread?.messages ?? []).map(({ seq, message }) => ({
    seq,
    message: JSON.parse(message),
  }));
  return page.parse({ admissionId, deliveries, hasMore: unread?.hasMore ?? false });
}

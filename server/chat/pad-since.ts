import { and, asc, eq, gt } from "drizzle-orm";
import type { CallActor } from "../auth";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import { PAGE, type PadPage, padPage, type SinceInput } from "./contract";
import { keysFor } from "./keys";
import { fitting } from "./page";
import { readerOf } from "./reader";
import { padUpdates } from "./schema";

/**
 * The updates of a call's pad after one of them. Everybody on the call reads all of it, a guest too, whenever they came; who was on it
 * with an account also afterwards. Refuses with `not_found`, `not_on_call`, `rate_limited`.
 */
export async function padSince(db: Connection, actor: CallActor, input: SinceInput): Promise<PadPage> {
  await limit(db, { key: `pad-read:${actor.deviceId}`, rate: config().PEAL_LIMIT_CHAT_READ });
  await readerOf(db, actor, input.callId);
  const rows = await db
    .select({
      seq: padUpdates.seq,
      id: padUpdates.id,
      from: padUpdates.fromParticipant,
      keyId: padUpdates.keyId,
      body: padUpdates.body,
    })
    .from(padUpdates)
    .where(and(eq(padUpdates.callId, input.callId), gt(padUpdates.seq, input.after)))
    .orderBy(asc(padUpdates.seq))
    .limit(PAGE.messages + 1);
  const updates = fitting(rows);
  const keyIds = [...new Set(updates.flatMap(({ keyId }) => keyId ?? []))];
  return padPage.parse({
    updates,
    keys: input.boxKey ? await keysFor(db, input.callId, input.boxKey, keyIds) : [],
    upTo: updates.at(-1)?.seq ?? input.after,
    hasMore: updates.length < rows.length,
  });
}

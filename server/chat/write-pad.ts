import { and, eq, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { notifyCall } from "../calls";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { type Writer, writer } from "./access";
import { MOST_PAD, MOST_PAD_TEXT, type WritePadInput } from "./contract";
import { keepWraps } from "./keys";
import { padUpdates } from "./schema";

/**
 * Keeps an update of a call's pad, in the place of those that it replaces, and tells everybody. `seq` is null where one of these was
 * replaced by somebody else meanwhile: nothing is changed then. The same id again is the same update. Refuses with `not_found`,
 * `call_over`, `not_on_call`, `rate_limited`, `bad_input`, `forbidden_by_host` and `pad_full`.
 */
export async function writePad(
  db: Database,
  actor: CallActor,
  input: WritePadInput,
): Promise<{ seq: number | null }> {
  await limit(db, { key: `pad:${actor.userId}`, rate: config().PEAL_LIMIT_PAD });
  return await db.transaction(async (tx) => {
    const from = await writer(tx, actor, input.callId, "chat");
    if (from.call.isEncrypted !== (input.keyId !== null)) refuse({ code: "bad_input", field: "keyId" });
    const before = await keptBefore(tx, from, input.id);
    if (before) return before;
    const { last, replaced, kept, characters } = await roomIn(tx, input);
    if (replaced < input.replaces.length) return { seq: null };
    const isFull = kept >= MOST_PAD.updates || characters + input.body.length > MOST_PAD.characters;
    if (isFull) refuse({ code: "pad_full", most: MOST_PAD_TEXT });
    await tx.delete(padUpdates).where(and(eq(padUpdates.callId, input.callId), isReplaced(input)));
    await keepWraps(tx, from, input);
    const { callId, id, keyId, body } = input;
    const seq = last + 1;
    await tx.insert(padUpdates).values({ callId, seq, id, fromParticipant: from.me.id, keyId, body });
    await notifyCall(tx, callId);
    return { seq };
  });
}

/** Somebody else's update with this id is refused as one that is not there. */
async function keptBefore(
  tx: Transaction,
  { call, me }: Writer,
  id: string,
): Promise<{ seq: number } | null> {
  const [kept] = await tx
    .select({ seq: padUpdates.seq, from: padUpdates.fromParticipant })
    .from(padUpdates)
    .where(and(eq(padUpdates.callId, call.id), eq(padUpdates.id, id)));
  if (kept && kept.from !== me.id) refuse({ code: "not_found" });
  return kept ? { seq: kept.seq } : null;
}

/** What is there, and would stay. It does not change meanwhile, because the call is locked. */
async function roomIn(tx: Transaction, input: WritePadInput) {
  const stays = sql`filter (where not ${isReplaced(input)})`;
  const [room] = await tx
    .select({
      last: sql<number>`coalesce(max(${padUpdates.seq}), 0)::int`,
      replaced: sql<number>`(count(*) filter (where ${isReplaced(input)}))::int`,
      kept: sql<number>`(count(*) ${stays})::int`,
      characters: sql<number>`coalesce(sum(length(${padUpdates.body})) ${stays}, 0)::int`,
    })
    .from(padUpdates)
    .where(eq(padUpdates.callId, input.callId));
  return room ?? { last: 0, replaced: 0, kept: 0, characters: 0 };
}

const isReplaced = ({ replaces }: WritePadInput) =>
  sql`${padUpdates.id} = any(${sql.param(replaces)}::uuid[])`;

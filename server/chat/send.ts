import { and, eq, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { notify } from "../bus";
import { notifyCall, personIdOf } from "../calls";
import { callParticipants } from "../calls/schema";
import { config } from "../config";
import type { Database, Transaction } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { type Writer, writer } from "./access";
import { content, flawIn, MOST_MESSAGES, type SendInput, subjectOf } from "./contract";
import { keepWraps } from "./keys";
import { chatMessages } from "./schema";

/**
 * Keeps a message of a call and tells those for whom it is. The same id again is the same message, and the answer is the first one's.
 * Refuses with `not_found`, `call_over`, `not_on_call`, `rate_limited`, `bad_input` (it is to be sealed, or must not be, as the call
 * is, or in the clear says what nobody may), `too_many_options`, `person_not_found` (nobody on this call) `forbidden_by_host` and `chat_full`;
 * nothing is kept then.
 */
export async function sendMessage(
  db: Database,
  actor: CallActor,
  input: SendInput,
): Promise<{ seq: number }> {
  await limit(db, { key: `chat:${actor.userId}`, rate: config().PEAL_LIMIT_CHAT });
  return await db.transaction(async (tx) => {
    const from = await writer(tx, actor, input.callId, input.about);
    if (from.call.isEncrypted !== (input.keyId !== null)) refuse({ code: "bad_input", field: "keyId" });
    if (input.keyId === null) refuseUnknown(input);
    const sent = await sentBefore(tx, from, input.id);
    if (sent) return sent;
    const readerId = input.to && (await personOf(tx, input.callId, input.to));
    await keepWraps(tx, from, input);
    const seq = await keep(tx, from, input);
    if (readerId) await notify(tx, [actor.userId, readerId]);
    else await notifyCall(tx, input.callId);
    return { seq };
  });
}

/** What is written in the clear is read here as it will be read by everybody. */
function refuseUnknown({ body, about }: SendInput): void {
  const says = parsed(body);
  const flaw = flawIn(says);
  if (flaw) refuse(flaw);
  if (subjectOf(content.parse(says)) !== about) refuse({ code: "bad_input", field: "about" });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    return null;
  }
}

/** Somebody else's message with this id is refused as one that is not there. */
async function sentBefore(
  tx: Transaction,
  { call, me }: Writer,
  id: string,
): Promise<{ seq: number } | null> {
  const [sent] = await tx
    .select({ seq: chatMessages.seq, from: chatMessages.fromParticipant })
    .from(chatMessages)
    .where(and(eq(chatMessages.callId, call.id), eq(chatMessages.id, id)));
  if (sent && sent.from !== me.id) refuse({ code: "not_found" });
  return sent ? { seq: sent.seq } : null;
}

async function personOf(tx: Transaction, callId: string, participantId: string): Promise<string> {
  const [reader] = await tx
    .select({ id: personIdOf(callParticipants) })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.id, participantId),
        eq(callParticipants.callId, callId),
        eq(callParticipants.state, "connected"),
      ),
    );
  if (!reader) refuse({ code: "person_not_found" });
  return reader.id;
}

/** The numbers follow each other because the call is locked. */
async function keep(
  tx: Transaction,
  { call, me }: Writer,
  { id, to, keyId, body, about }: SendInput,
): Promise<number> {
  const [last] = await tx
    .select({ seq: sql<number>`coalesce(max(${chatMessages.seq}), 0)::int` })
    .from(chatMessages)
    .where(eq(chatMessages.callId, call.id));
  const seq = (last?.seq ?? 0) + 1;
  if (seq > MOST_MESSAGES) refuse({ code: "chat_full", most: MOST_MESSAGES });
  await tx
    .insert(chatMessages)
    .values({ callId: call.id, seq, id, fromParticipant: me.id, toParticipant: to, keyId, body, about });
  return seq;
}

import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { CallActor } from "../auth";
import { epochMs } from "../clock";
import { config } from "../config";
import type { Connection } from "../db";
import { limit } from "../limits";
import { type ChatPage, chatPage, PAGE, type SinceInput } from "./contract";
import { keysFor } from "./keys";
import { fitting } from "./page";
import { type Reader, readerOf } from "./reader";
import { chatMessages } from "./schema";

/**
 * What was written in a call after a message, as far as this person may read it: everybody's and what is for or from them; a guest what
 * came after they did. Who was on the call with an account reads it afterwards, too. Refuses with `not_found`, `not_on_call`,
 * `rate_limited`.
 */
export async function messagesSince(db: Connection, actor: CallActor, input: SinceInput): Promise<ChatPage> {
  await limit(db, { key: `chat-read:${actor.deviceId}`, rate: config().PEAL_LIMIT_CHAT_READ });
  const reader = await readerOf(db, actor, input.callId);
  const last = await lastSeqOf(db, input.callId);
  const rows = await db
    .select({
      seq: chatMessages.seq,
      id: chatMessages.id,
      about: chatMessages.about,
      from: chatMessages.fromParticipant,
      to: chatMessages.toParticipant,
      keyId: chatMessages.keyId,
      body: chatMessages.body,
      sentAt: epochMs(sql`${chatMessages.sentAt}`).mapWith(Number),
    })
    .from(chatMessages)
    .where(and(eq(chatMessages.callId, input.callId), gt(chatMessages.seq, input.after), mayRead(reader)))
    .orderBy(asc(chatMessages.seq))
    .limit(PAGE.messages + 1);
  const messages = fitting(rows);
  const keyIds = [...new Set(messages.flatMap(({ keyId }) => keyId ?? []))];
  const hasMore = messages.length < rows.length;
  const upTo = messages.at(-1)?.seq ?? input.after;
  return chatPage.parse({
    messages,
    keys: input.boxKey ? await keysFor(db, input.callId, input.boxKey, keyIds) : [],
    upTo: hasMore ? upTo : Math.max(upTo, last),
    hasMore,
  });
}

/** Read before the messages: what comes in between is read with the next look. */
async function lastSeqOf(db: Connection, callId: string): Promise<number> {
  const [last] = await db
    .select({ seq: sql<number>`coalesce(max(${chatMessages.seq}), 0)::int` })
    .from(chatMessages)
    .where(eq(chatMessages.callId, callId));
  return last?.seq ?? 0;
}

const mayRead = ({ participantId, cameAt }: Reader) =>
  and(
    or(
      isNull(chatMessages.toParticipant),
      eq(chatMessages.toParticipant, participantId),
      eq(chatMessages.fromParticipant, participantId),
    ),
    cameAt ? sql`${chatMessages.sentAt} >= ${cameAt.toISOString()}::timestamptz` : undefined,
  );

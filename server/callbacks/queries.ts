import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { personColumns } from "../auth";
import { users } from "../auth/schema";
import type { Person } from "../auth/contract";
import { calls } from "../calls/schema";
import type { MediaKind } from "../calls/contract";
import { epochMs } from "../clock";
import type { Connection, Transaction } from "../db";
import type { CallMember } from "../calls";
import { callParticipants } from "../calls/schema";
import { callbacks, reminders } from "./schema";

export type PlannedCallback = {
  callbackId: string;
  callId: string;
  media: MediaKind;
  person: Person;
  /** Epoch ms. */
  dueAt: number;
};
export type DueReminder = { reminderId: string; media: MediaKind; person: Person };
export type Later = { callbacks: PlannedCallback[]; reminders: DueReminder[] };

/** What each of these people has put off: callbacks that wait, and reminders that are due. Two queries for any number. */
export async function laterSnapshot(db: Connection, userIds: string[]): Promise<Map<string, Later>> {
  const later = new Map<string, Later>(userIds.map((id) => [id, { callbacks: [], reminders: [] }]));
  if (userIds.length === 0) return later;
  const [planned, due] = await Promise.all([plannedOf(db, userIds), dueOf(db, userIds)]);
  for (const { userId, ...callback } of planned) later.get(userId)?.callbacks.push(callback);
  for (const { userId, ...reminder } of due) later.get(userId)?.reminders.push(reminder);
  return later;
}

async function plannedOf(db: Connection, userIds: string[]) {
  const me = alias(users, "me");
  const isSide = or(eq(me.id, callbacks.callerId), eq(me.id, callbacks.calleeId));
  const isOther = and(
    or(eq(users.id, callbacks.callerId), eq(users.id, callbacks.calleeId)),
    sql`${users.id} <> ${me.id}`,
  );
  return await db
    .select({
      userId: me.id,
      callbackId: callbacks.id,
      callId: callbacks.callId,
      media: callbacks.media,
      dueAt: epochMs(callbacks.dueAt),
      person: personColumns(),
    })
    .from(callbacks)
    .innerJoin(me, isSide)
    .innerJoin(users, isOther)
    .where(and(eq(callbacks.state, "waiting"), inArray(me.id, userIds)))
    .orderBy(callbacks.dueAt);
}

async function dueOf(db: Connection, userIds: string[]) {
  return await db
    .select({
      userId: reminders.userId,
      reminderId: reminders.id,
      media: calls.media,
      person: personColumns(),
    })
    .from(reminders)
    .innerJoin(calls, eq(calls.id, reminders.callId))
    .innerJoin(users, eq(users.id, reminders.personId))
    .where(
      and(inArray(reminders.userId, userIds), isNotNull(reminders.toldAt), isNull(reminders.dismissedAt)),
    )
    .orderBy(reminders.toldAt);
}

/** The other person of a call between two; null for a group. */
export async function otherOfPair(tx: Transaction, { call, me }: CallMember): Promise<string | null> {
  const people = await tx
    .select({ userId: callParticipants.userId })
    .from(callParticipants)
    .where(eq(callParticipants.callId, call.id));
  if (people.length !== 2) return null;
  return people.find((one) => one.userId !== me.userId)?.userId ?? null;
}

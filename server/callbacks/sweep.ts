import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { emit, notify } from "../bus";
import { users } from "../auth/schema";
import { ringTogether } from "../calls";
import { calls } from "../calls/schema";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { callbacks, reminders } from "./schema";

/** How long after its time a callback goes on waiting for both to be free, in ms. */
const PATIENCE_MS = 2 * 3_600_000;
const BATCH = 50;

/** Rings what is due and reminds of what is due. Any process may run it, several at once, and again. */
export async function sweepCallbacks(db: Database): Promise<void> {
  const due = await db
    .select({ id: callbacks.id })
    .from(callbacks)
    .where(and(eq(callbacks.state, "waiting"), lte(callbacks.dueAt, now)))
    .orderBy(callbacks.dueAt)
    .limit(BATCH);
  for (const { id } of due) await db.transaction((tx) => ringBack(tx, id));
  await db.transaction(tellReminders);
}

/** Rings both in the transaction that marks it as rung: never twice, and not while either is on a call. */
async function ringBack(tx: Transaction, id: string): Promise<void> {
  const [callback] = await tx
    .select()
    .from(callbacks)
    .where(and(eq(callbacks.id, id), eq(callbacks.state, "waiting")))
    .for("update", { skipLocked: true });
  if (!callback) return;
  const { callerId, calleeId, media } = callback;
  const outcome = await ringTogether(tx, { callerId, calleeId, media });
  if (outcome === "rung") await mark(tx, id, "rung");
  if (outcome === "not_allowed") await mark(tx, id, "dropped");
  if (outcome === "busy") await dropIfStale(tx, id);
  await notify(tx, [callerId, calleeId]);
}

const mark = async (tx: Transaction, id: string, state: "rung" | "dropped") =>
  await tx.update(callbacks).set({ state }).where(eq(callbacks.id, id));

async function dropIfStale(tx: Transaction, id: string): Promise<void> {
  const isStale = sql`${callbacks.dueAt} + ${PATIENCE_MS} * interval '1 millisecond' < ${now}`;
  await tx
    .update(callbacks)
    .set({ state: "dropped" })
    .where(and(eq(callbacks.id, id), isStale));
}

async function tellReminders(tx: Transaction): Promise<void> {
  const told = await tx
    .update(reminders)
    .set({ toldAt: now })
    .where(and(isNull(reminders.toldAt), isNull(reminders.dismissedAt), lte(reminders.dueAt, now)))
    .returning();
  for (const { id, userId, personId, callId } of told) {
    const [about] = await tx
      .select({ handle: users.handle, name: users.name, media: calls.media })
      .from(users)
      .innerJoin(calls, eq(calls.id, callId))
      .where(eq(users.id, personId));
    if (!about) continue;
    const { media, ...person } = about;
    await emit(tx, "callbacks.reminder-due", { reminderId: id, userId, person, media });
  }
  await notify(
    tx,
    told.map(({ userId }) => userId),
  );
}

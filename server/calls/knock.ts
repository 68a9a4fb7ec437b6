import { and, eq, inArray, ne, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../db";
import { isLiveSeat } from "./busy";
import type { ParticipantState } from "./contract";
import { participantGuard } from "./guard";
import { notifyCall } from "./notify-call";
import { admissions, callParticipants } from "./schema";

// These write to calls that are not locked here: one row each by its guard, and a row that somebody works on is left out, so that
// nothing waits in a circle. A row left out says "on another call" a little too long or too short, and answers all the same.

/** What rings at a person who has just gone into a call becomes a quiet knock. */
export async function knockInstead(tx: Transaction, userId: string, callId: string): Promise<void> {
  const { allowed, next } = participantGuard("knock");
  const rows = tx
    .select({ id: callParticipants.id })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.userId, userId),
        ne(callParticipants.callId, callId),
        eq(callParticipants.state, "ringing"),
        eq(callParticipants.isSilenced, false),
      ),
    )
    .for("update", { skipLocked: true });
  await turn(tx, { state: next }, and(inArray(callParticipants.id, rows), allowed));
}

/** What knocks at people who are on no call any more rings. */
export async function ringInstead(tx: Transaction, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const { allowed, next } = participantGuard("ring");
  const other = alias(callParticipants, "other");
  const seats = tx
    .select({ one: sql`1` })
    .from(other)
    .innerJoin(admissions, eq(admissions.id, other.activeAdmissionId))
    .where(and(eq(other.userId, callParticipants.userId), eq(other.state, "connected"), isLiveSeat));
  const rows = tx
    .select({ id: callParticipants.id })
    .from(callParticipants)
    .where(
      and(
        inArray(callParticipants.userId, [...userIds]),
        eq(callParticipants.state, "waiting"),
        notExists(seats),
      ),
    )
    .for("update", { skipLocked: true });
  await turn(tx, { state: next }, and(inArray(callParticipants.id, rows), allowed));
}

async function turn(
  tx: Transaction,
  set: { state: ParticipantState },
  where: ReturnType<typeof and>,
): Promise<void> {
  const turned = await tx
    .update(callParticipants)
    .set(set)
    .where(where)
    .returning({ callId: callParticipants.callId });
  for (const { callId } of turned) await notifyCall(tx, callId);
}

import { and, eq, sql } from "drizzle-orm";
import { now } from "../clock";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import { revokeWhere } from "./admit";
import { admissions, callParticipants } from "./schema";

/** The device that others do not see any more sends for 500 ms still, and goes by itself; then it is put out, or its rights are taken. In ms. */
export const LINGER_MS = 1_000;

type Switch = {
  callId: string;
  participantId: string;
  /** The admission that is active now, and the standby one that takes its place. */
  from: string;
  to: string;
  /** The two change places: the device that was active stays as a companion. */
  isSwap: boolean;
};

/**
 * Makes a standby device of a locked call the one that others see, by compare-and-set: false where another one is active, or where
 * the standby device is gone, and then nothing has changed. A call that was on hold is so no more: who takes it goes on with it.
 */
export async function switchActive(tx: Transaction, change: Switch): Promise<boolean> {
  const { callId, participantId, from, to, isSwap } = change;
  const isThere = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${to}
    and ${admissions.participantId} = ${participantId} and ${admissions.role} = 'standby'
    and ${admissions.state} in ('admitted', 'joined'))`;
  const switched = await tx
    .update(callParticipants)
    .set({ activeAdmissionId: to, heldAt: null })
    .where(
      and(
        eq(callParticipants.id, participantId),
        eq(callParticipants.state, "connected"),
        eq(callParticipants.activeAdmissionId, from),
        isThere,
      ),
    )
    .returning({ id: callParticipants.id });
  if (switched.length === 0) return false;
  if (isSwap) await stepAside(tx, callId, from);
  else await revokeWhere(tx, callId, eq(admissions.id, from), LINGER_MS);
  await tx
    .update(admissions)
    .set({
      role: "active",
      state: "joined",
      joinedAt: sql`coalesce(${admissions.joinedAt}, ${now})`,
      expiresAt: null,
    })
    .where(eq(admissions.id, to));
  return true;
}

/** The rights to send sound and picture end a moment later. */
async function stepAside(tx: Transaction, callId: string, admissionId: string): Promise<void> {
  await tx.update(admissions).set({ role: "companion" }).where(eq(admissions.id, admissionId));
  const job = { key: `role:${admissionId}`, delayMs: LINGER_MS };
  await addJob(tx, "calls.follow_role", { callId, admissionId }, job);
}

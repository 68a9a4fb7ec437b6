import { eq } from "drizzle-orm";
import type { Transaction } from "../../db";
import { admissions, callParticipants, callRings, calls } from "../schema";

type Ended = { userId: string; somebodyId: string };

/** What others remember of calls with the person was with somebody. Rings and seats go with the devices. */
export async function leaveToSomebody(tx: Transaction, { userId, somebodyId }: Ended): Promise<void> {
  await tx.update(calls).set({ startedBy: somebodyId }).where(eq(calls.startedBy, userId));
  await tx.update(callParticipants).set({ userId: somebodyId }).where(eq(callParticipants.userId, userId));
  await tx.delete(callRings).where(eq(callRings.userId, userId));
  await tx.delete(admissions).where(eq(admissions.userId, userId));
}

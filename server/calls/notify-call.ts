import { and, eq } from "drizzle-orm";
import { notify } from "../bus";
import type { Transaction } from "../db";
import { callParticipants } from "./schema";
import { personIdOf } from "./whose";

/** Tells everyone who takes part, or might see the call, to look again: people, and guests by their own ids. */
export async function notifyCall(tx: Transaction, callId: string): Promise<void> {
  const people = await tx
    .select({ userId: personIdOf(callParticipants) })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.isSilenced, false)));
  await notify(
    tx,
    people.map((person) => person.userId),
  );
}

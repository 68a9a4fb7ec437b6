import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../db";
import { addJobs } from "../jobs";
import type { MaySend, SendSource } from "../media";
import { admissions, callParticipants } from "./schema";

/**
 * Settles what people of a locked call may send from now on. What somebody sends without the right to, the SFU ends; whoever connects later
 * gets it with the token.
 */
export async function limitSending(
  tx: Transaction,
  callId: string,
  limits: ReadonlyMap<string, MaySend>,
): Promise<void> {
  for (const [participantId, maySend] of limits)
    await tx
      .update(callParticipants)
      .set({ maySend: maySend as SendSource[] | null })
      .where(and(eq(callParticipants.id, participantId), eq(callParticipants.callId, callId)));
  const admissionIds = await admissionsOf(tx, callId, [...limits.keys()]);
  await addJobs(
    tx,
    "calls.follow_role",
    admissionIds.map(({ id }) => ({ callId, admissionId: id })),
  );
}

/** Has the SFU mute the microphones of people of a locked call. Each can turn theirs on again, where they may. */
export async function mutePeople(tx: Transaction, callId: string, participantIds: string[]): Promise<void> {
  const admissionIds = await admissionsOf(tx, callId, participantIds);
  await addJobs(
    tx,
    "calls.mute",
    admissionIds.map(({ id }) => ({ callId, admissionId: id })),
  );
}

async function admissionsOf(tx: Transaction, callId: string, participantIds: string[]) {
  if (participantIds.length === 0) return [];
  return await tx
    .select({ id: admissions.id })
    .from(admissions)
    .where(
      and(
        eq(admissions.callId, callId),
        inArray(admissions.participantId, participantIds),
        inArray(admissions.state, ["admitted", "joined", "gone"]),
      ),
    );
}

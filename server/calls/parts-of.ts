import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "../db";
import type { CallPart } from "./events";
import { admissions, callParticipants } from "./schema";

/** Everyone's part in a call, as reactions to its events see it. Guests remember nothing of it. */
export async function partsOf(tx: Transaction, callId: string): Promise<CallPart[]> {
  return await tx
    .select({
      userId: sql<string>`${callParticipants.userId}`,
      isCaller: callParticipants.isCaller,
      isSilenced: callParticipants.isSilenced,
      rungBy: callParticipants.rungBy,
      rungAt:
        sql<Date | null>`(select min(r.started_at) from call_rings r where r.participant_id = ${callParticipants.id})`.mapWith(
          callParticipants.connectedAt,
        ),
      state: callParticipants.state,
      connectedAt: callParticipants.connectedAt,
      endedAt: callParticipants.endedAt,
      declineMessage: callParticipants.declineMessage,
      deviceId: admissions.deviceId,
    })
    .from(callParticipants)
    .leftJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(and(eq(callParticipants.callId, callId), isNotNull(callParticipants.userId)));
}

import { and, eq, isNotNull, or } from "drizzle-orm";
import type { Connection } from "../db";
import type { Traveller } from "../regions";
import { admissions, callParticipants } from "./schema";

/** The people of a call who have an account, each on the device that they are in it with: who is on it, and who is called. */
export async function travellersOf(db: Connection, callId: string): Promise<Traveller[]> {
  const rows = await db
    .select({ userId: callParticipants.userId, deviceId: admissions.deviceId })
    .from(callParticipants)
    .leftJoin(admissions, eq(admissions.id, callParticipants.activeAdmissionId))
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.isSilenced, false),
        isNotNull(callParticipants.userId),
        or(
          eq(callParticipants.state, "connected"),
          eq(callParticipants.state, "ringing"),
          eq(callParticipants.state, "waiting"),
        ),
      ),
    );
  return rows.flatMap(({ userId, deviceId }) => (userId ? [{ userId, deviceId }] : []));
}

import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../db";
import { setRights } from "../media";
import { admissions, callParticipants } from "./schema";

/** Has the SFU give a connected device the rights of its role, and of what its person may send, as they are now. Safe in any order and any number. */
export async function followRole(
  db: Database,
  { callId, admissionId }: { callId: string; admissionId: string },
): Promise<void> {
  const [seat] = await db
    .select({ role: admissions.role, maySend: callParticipants.maySend })
    .from(admissions)
    .innerJoin(callParticipants, eq(callParticipants.id, admissions.participantId))
    .where(
      and(
        eq(admissions.id, admissionId),
        eq(admissions.callId, callId),
        inArray(admissions.state, ["admitted", "joined", "gone"]),
      ),
    );
  if (seat)
    await setRights(callId, admissionId, seat.role === "companion" ? "companion" : "call", seat.maySend);
}

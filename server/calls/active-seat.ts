import { eq, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import type { Connection } from "../db";
import type { CallParticipant } from "./access";
import { admissions } from "./schema";
import { deviceIdOf } from "./whose";

/** The device that is a person's tile and sound. */
export type ActiveSeat = { admissionId: string; deviceId: string; deviceName: string };

/** On which device a person is on the call; null where they are not. */
export async function activeSeatOf(tx: Connection, me: CallParticipant): Promise<ActiveSeat | null> {
  if (me.state !== "connected" || !me.activeAdmissionId) return null;
  const [seat] = await tx
    .select({
      admissionId: admissions.id,
      deviceId: deviceIdOf(admissions),
      deviceName: sql<string>`coalesce(${userDevices.name}, '')`,
    })
    .from(admissions)
    .leftJoin(userDevices, eq(userDevices.id, admissions.deviceId))
    .where(eq(admissions.id, me.activeAdmissionId));
  return seat ?? null;
}

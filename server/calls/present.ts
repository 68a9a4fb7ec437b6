import { sql } from "drizzle-orm";
import type { Connection } from "../db";
import type { Present } from "./contract";
import { faceColumns, facesOfParts } from "./whose";

type Row = Omit<Present, "person"> & Present["person"];

/** Who is on a call, each with the device that others see, in the order of the roster. */
export async function presentOn(db: Connection, callId: string): Promise<Present[]> {
  const rows = await db.execute<Row>(sql`
    select p.id as "participantId", p.active_admission_id as "admissionId", p.guest_id is not null as "isGuest",
      coalesce(p.user_id, p.guest_id) as id, ${faceColumns}
    from call_participants p
    ${facesOfParts}
    where p.call_id = ${callId} and p.state = 'connected' and p.active_admission_id is not null
    order by p.is_caller desc, p.id`);
  return rows.map(({ participantId, admissionId, isGuest, ...person }) => ({
    participantId,
    admissionId,
    isGuest,
    person,
  }));
}

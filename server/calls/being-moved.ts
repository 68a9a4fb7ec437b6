import { sql } from "drizzle-orm";
import { admissions } from "./schema";

/** Of a row of `admissions`: it is the active one, and another device is about to take its place. That is decided within seconds. */
export const isBeingMoved = sql`(${admissions.role} = 'active' and exists (select 1 from ${admissions} s
  where s.participant_id = ${admissions.participantId} and s.role = 'standby' and s.state in ('admitted', 'joined')))`;

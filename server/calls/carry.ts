import { and, eq, sql } from "drizzle-orm";
import { notify } from "../bus";
import type { Transaction } from "../db";
import type { CallMember } from "./access";
import type { CarriedLayout } from "../layout/contract";
import { admissions, callParticipants } from "./schema";

/** What the active device sends, and how it shows the others; no layout is none that is said. */
type Carried = { microphone: boolean; camera: boolean; layout?: CarriedLayout };

/** Keeps what the active device sends and shows, for the person's other devices. From any other device it says nothing. */
export async function carryMedia(
  tx: Transaction,
  { me, actor }: CallMember,
  { microphone, camera, layout }: Carried,
): Promise<void> {
  const isActive = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${callParticipants.activeAdmissionId}
    and ${admissions.deviceId} = ${actor.deviceId})`;
  const shown = layout ? sql`${JSON.stringify(layout)}::jsonb` : callParticipants.carriesLayout;
  const isNews = sql`(${callParticipants.carriesMicrophone}, ${callParticipants.carriesCamera}, ${callParticipants.carriesLayout})
    is distinct from (${microphone}, ${camera}, ${shown})`;
  const told = await tx
    .update(callParticipants)
    .set({ carriesMicrophone: microphone, carriesCamera: camera, carriesLayout: layout })
    .where(and(eq(callParticipants.id, me.id), eq(callParticipants.state, "connected"), isActive, isNews))
    .returning({ id: callParticipants.id });
  if (told.length > 0) await notify(tx, [actor.userId]);
}

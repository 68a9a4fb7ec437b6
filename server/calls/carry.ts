import { and, eq, sql } from "drizzle-orm";
import { notify } from "../bus";
import type { Transaction } from "../db";
import type { CallMember } from "./access";
import { admissions, callParticipants } from "./schema";

/** Keeps what the active device sends, for the person's other devices. From any other device it says nothing. */
export async function carryMedia(
  tx: Transaction,
  { me, actor }: CallMember,
  sends: { microphone: boolean; camera: boolean },
): Promise<void> {
  const isActive = sql`exists (select 1 from ${admissions} where ${admissions.id} = ${callParticipants.activeAdmissionId}
    and ${admissions.deviceId} = ${actor.deviceId})`;
  const isNews = sql`(${callParticipants.carriesMicrophone}, ${callParticipants.carriesCamera})
    is distinct from (${sends.microphone}, ${sends.camera})`;
  const told = await tx
    .update(callParticipants)
    .set({ carriesMicrophone: sends.microphone, carriesCamera: sends.camera })
    .where(and(eq(callParticipants.id, me.id), eq(callParticipants.state, "connected"), isActive, isNews))
    .returning({ id: callParticipants.id });
  if (told.length > 0) await notify(tx, [actor.userId]);
}

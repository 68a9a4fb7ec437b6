import { and, eq, isNull, sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now } from "../clock";
import type { Database, Transaction } from "../db";
import { type CallMember, callMember } from "./access";
import { mintUnseen, type Whose } from "./admit";
import type { Place, WarmAdmission } from "./contract";
import { notifyCall } from "./end";
import { callRings } from "./schema";
import { rosterOf, warmDevice } from "./warm";

type Input = { callId: string; isVisible?: boolean; canEncrypt?: boolean; admissionId?: string | undefined };
type Shown = { isFirst: boolean };

/**
 * A device says that it shows the ring, on a page in front or not: "Ringing on N devices" counts these. Twice is once. The reply
 * carries what the device needs to connect while it rings, for those that may.
 */
export async function alerted(
  db: Database,
  actor: UserActor,
  input: Input,
): Promise<{ warm: WarmAdmission | null }> {
  const { callId } = input;
  const warm = await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    const shown = await show(tx, member, input.isVisible ?? false);
    if (shown?.isFirst) await notifyCall(tx, callId);
    const { isEncrypted } = member.call;
    const mayConnect = shown && (!isEncrypted || input.canEncrypt !== false);
    const admissionId = mayConnect && (await warmDevice(tx, member, input.admissionId));
    return admissionId ? { callId, admissionId, isEncrypted, roster: await rosterOf(tx, callId) } : null;
  });
  return { warm: warm && (await connectionOf({ db, userId: actor.userId }, warm)) };
}

/** Null where the device does not ring. */
async function show(tx: Transaction, { me, actor }: CallMember, isVisible: boolean): Promise<Shown | null> {
  const [before] = await tx
    .select({ id: callRings.id, isFirst: sql<boolean>`${isNull(callRings.alertedAt)}` })
    .from(callRings)
    .where(
      and(
        eq(callRings.participantId, me.id),
        eq(callRings.deviceId, actor.deviceId),
        eq(callRings.state, "ringing"),
      ),
    );
  if (!before) return null;
  await tx
    .update(callRings)
    .set({ alertedAt: sql`coalesce(${callRings.alertedAt}, ${now})`, isVisible })
    .where(and(eq(callRings.id, before.id), eq(callRings.state, "ringing")));
  return { isFirst: before.isFirst };
}

/** A device that cannot be warmed rings all the same. */
async function connectionOf(
  whose: Whose,
  { roster, ...place }: Place & { roster: string[] },
): Promise<WarmAdmission | null> {
  const admission = await mintUnseen(whose, place, "hidden");
  return admission && { ...admission, roster };
}

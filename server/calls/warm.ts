import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import type { Transaction } from "../db";
import type { CallMember } from "./access";
import { revokeWhere } from "./admit";
import { notifyCall } from "./notify-call";
import { admissions, callParticipants, callRings } from "./schema";

/** Most devices of one person, and of one call, that connect while it rings. */
const MOST_OF_PERSON = 2;
const MOST_OF_CALL = 8;

/**
 * Admits a ringing device ahead of the answer, so that it can connect unseen: at most two of a person, those in front first and
 * then those used last, and eight of a call. Null for the others, and for every ring into a call that runs, where it would hear
 * who is there. `held` is the admission that the page has already, and keeps.
 */
export async function warmDevice(
  tx: Transaction,
  { call, me, actor }: CallMember,
  held?: string,
): Promise<string | null> {
  if (call.state !== "ringing" || me.state !== "ringing" || me.isQuiet) return null;
  const [best, warm] = await Promise.all([bestDevices(tx, me.id), warmOf(tx, call.id)]);
  if (!best.includes(actor.deviceId)) return null;
  const mine = warm.filter((one) => one.participantId === me.id);
  const known = mine.find((one) => one.deviceId === actor.deviceId);
  if (known && known.id === held) return known.id;
  // Keys belong to one admission and one page: after a reload there is a new one.
  const outdone = mine.filter((one) => one === known || !best.includes(one.deviceId)).map((one) => one.id);
  if (warm.length - outdone.length >= MOST_OF_CALL) return null;
  if (outdone.length > 0) await revokeWhere(tx, call.id, inArray(admissions.id, outdone));
  const id = randomUUID();
  const { userId, deviceId } = actor;
  await tx
    .insert(admissions)
    .values({ id, callId: call.id, participantId: me.id, userId, deviceId, state: "ringing" });
  // Who is on the call wraps a key for it.
  await notifyCall(tx, call.id);
  return id;
}

/** The devices of a person that show the ring, the best first. */
async function bestDevices(tx: Transaction, participantId: string): Promise<string[]> {
  const rows = await tx
    .select({ deviceId: callRings.deviceId })
    .from(callRings)
    .innerJoin(userDevices, eq(userDevices.id, callRings.deviceId))
    .where(
      and(
        eq(callRings.participantId, participantId),
        eq(callRings.state, "ringing"),
        isNotNull(callRings.alertedAt),
      ),
    )
    .orderBy(desc(callRings.isVisible), desc(userDevices.lastSeenAt), userDevices.id)
    .limit(MOST_OF_PERSON);
  return rows.map((row) => row.deviceId);
}

const warmOf = (tx: Transaction, callId: string) =>
  tx
    .select({
      id: admissions.id,
      participantId: admissions.participantId,
      // Guests do not ring.
      deviceId: sql<string>`${admissions.deviceId}`,
    })
    .from(admissions)
    .where(and(eq(admissions.callId, callId), eq(admissions.state, "ringing")));

/** The admissions of those who are on a call: the only tracks that a warm device may ask for. */
export async function rosterOf(tx: Transaction, callId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: callParticipants.activeAdmissionId })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.state, "connected")));
  return rows.flatMap((row) => row.id ?? []);
}

type Which = { participantIds?: string[] | undefined; deviceId?: string };

/** Ends the warm admissions of a call, or of some of its people, or of one device, and has the SFU put them out. */
export async function coolDevices(tx: Transaction, callId: string, which: Which = {}): Promise<void> {
  const { participantIds, deviceId } = which;
  await revokeWhere(
    tx,
    callId,
    and(
      eq(admissions.state, "ringing"),
      participantIds && inArray(admissions.participantId, participantIds),
      deviceId ? eq(admissions.deviceId, deviceId) : undefined,
    ),
  );
}

import { randomUUID } from "node:crypto";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { CallActor } from "../auth";
import { nowPlus } from "../clock";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import type { CallMember } from "./access";
import { CONNECT_MS, revokeWhere } from "./admit";
import type { AdmissionRole, AdmissionState } from "./contract";
import { admissions } from "./schema";

/** A role beside the active device. */
export type BesideRole = Exclude<AdmissionRole, "active">;
/** A device of a person that is on their call beside the active one. */
export type Beside = { id: string; deviceId: string; role: BesideRole; state: AdmissionState };

const isBeside = and(
  ne(admissions.role, "active"),
  inArray(admissions.state, ["admitted", "joined", "gone"]),
);

/** The devices of a person that are on a call beside the active one. */
export async function besidesOf(tx: Transaction, participantId: string): Promise<Beside[]> {
  const { id, deviceId, role, state } = admissions;
  const rows = await tx
    .select({ id, deviceId, role, state })
    .from(admissions)
    .where(and(eq(admissions.participantId, participantId), isBeside));
  return rows as Beside[];
}

/**
 * `wasCompanion`: it was beside the active device already, as a second screen. `isConnected`: with this very admission, or it may be, where it
 * stood ready.
 */
export type Admitted = { admissionId: string; wasCompanion: boolean; isReady: boolean; isConnected: boolean };

/**
 * Admits the actor's device to their part of a locked call beside the active device. A page that is connected beside it already
 * keeps its admission and changes its role, and so does one that stood ready; keys belong to one page, so any other page gets an admission
 * of its own. `held` is the one that the page has, where it says so.
 */
export async function admitBeside(
  tx: Transaction,
  { call, me, actor }: CallMember,
  role: BesideRole,
  held?: string,
): Promise<Admitted> {
  const mine = (await besidesOf(tx, me.id)).filter((one) => one.deviceId === actor.deviceId);
  const wasCompanion = mine.some((one) => one.role === "companion");
  const kept = mine.find((one) => isKept(one, role, held));
  const ready = kept ? [] : await readyOf(tx, me.id, actor.deviceId);
  const outdone = [...mine.map((one) => one.id), ...ready].filter((id) => id !== kept?.id && id !== held);
  if (outdone.length > 0) await revokeWhere(tx, call.id, inArray(admissions.id, outdone));
  if (kept) {
    if (kept.role !== role) await tx.update(admissions).set({ role }).where(eq(admissions.id, kept.id));
    return { admissionId: kept.id, wasCompanion, isReady: false, isConnected: kept.state === "joined" };
  }
  if (held && ready.includes(held) && (await takeUp(tx, held, role)))
    return { admissionId: held, wasCompanion, isReady: true, isConnected: true };
  const id = randomUUID();
  await tx.insert(admissions).values(newAdmission(id, call.id, me.id, actor, role));
  return { admissionId: id, wasCompanion, isReady: false, isConnected: false };
}

/** Without its word, a repeat before it connected is of the same page, and so is who takes what it watches. */
function isKept(one: Beside, role: BesideRole, held: string | undefined): boolean {
  if (held !== undefined) return one.id === held;
  return one.state === (one.role === role ? "admitted" : "joined");
}

/** The admissions with which a device stands ready; see `warmBeside`. */
export async function readyOf(tx: Transaction, participantId: string, deviceId?: string): Promise<string[]> {
  const rows = await tx
    .select({ id: admissions.id })
    .from(admissions)
    .where(
      and(
        eq(admissions.participantId, participantId),
        eq(admissions.state, "ringing"),
        deviceId ? eq(admissions.deviceId, deviceId) : undefined,
      ),
    );
  return rows.map((row) => row.id);
}

/** False where its time was over just now. */
async function takeUp(tx: Transaction, id: string, role: BesideRole): Promise<boolean> {
  const taken = await tx
    .update(admissions)
    .set({ role, state: "admitted", expiresAt: nowPlus(CONNECT_MS) })
    .where(and(eq(admissions.id, id), eq(admissions.state, "ringing")))
    .returning({ id: admissions.id });
  return taken.length === 1;
}

const newAdmission = (
  id: string,
  callId: string,
  participantId: string,
  { userId, deviceId }: CallActor,
  role: BesideRole,
) => {
  const state = "admitted" as const;
  return { id, callId, participantId, userId, deviceId, role, state, expiresAt: nowPlus(CONNECT_MS) };
};

/**
 * A standby device of a locked call stands down: its admission ends, or it is a companion again, as it was before. Only a standby
 * one; anything else is left alone.
 */
export async function standDown(
  tx: Transaction,
  { callId, admissionId, toCompanion }: { callId: string; admissionId: string; toCompanion: boolean },
): Promise<void> {
  const which = and(eq(admissions.id, admissionId), eq(admissions.role, "standby"), isBeside);
  if (!toCompanion) return await revokeWhere(tx, callId, which);
  const turned = await tx
    .update(admissions)
    .set({ role: "companion" })
    .where(which)
    .returning({ id: admissions.id });
  if (turned.length > 0)
    await addJob(tx, "calls.follow_role", { callId, admissionId }, { key: `role:${admissionId}` });
}

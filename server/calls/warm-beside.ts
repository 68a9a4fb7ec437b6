import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../db";
import { addJob } from "../jobs";
import type { CallMember } from "./access";
import { revokeWhere } from "./admit";
import { besidesOf, readyOf } from "./beside";
import { admissions } from "./schema";

/** Most devices of a person that stand ready beside the one that is on the call. */
const MOST = 2;
/** For how long a device stands ready before its connection is ended, in ms. */
const READY_MS = 5 * 60_000;

/**
 * Admits a device of somebody who is on a locked call ahead of a move to it, so that it can connect: nobody sees it, and nothing comes in
 * or goes out before it takes the call. Ends by itself after 5 min. `held` is the admission that the page has already, and keeps. Null where
 * two others stand ready, and on a second screen, which has its connection.
 */
export async function warmBeside(
  tx: Transaction,
  { call, me, actor }: CallMember,
  held?: string,
): Promise<string | null> {
  const isBeside = (await besidesOf(tx, me.id)).some((one) => one.deviceId === actor.deviceId);
  if (isBeside) return null;
  const own = await readyOf(tx, me.id, actor.deviceId);
  if (held && own.includes(held)) return held;
  if ((await readyOf(tx, me.id)).length - own.length >= MOST) return null;
  // Keys belong to one page: another one of this device gets an admission of its own.
  if (own.length > 0) await revokeWhere(tx, call.id, inArray(admissions.id, own));
  const id = randomUUID();
  const { userId, deviceId } = actor;
  await tx
    .insert(admissions)
    .values({ id, callId: call.id, participantId: me.id, userId, deviceId, state: "ringing" });
  await addJob(tx, "calls.cool", { callId: call.id, admissionId: id }, { delayMs: READY_MS });
  return id;
}

/** Ends an admission that stood ready and was not taken up. Anything else is left alone. */
export async function coolAdmission(
  tx: Transaction,
  { callId, admissionId }: { callId: string; admissionId: string },
): Promise<void> {
  await revokeWhere(tx, callId, and(eq(admissions.id, admissionId), eq(admissions.state, "ringing")));
}

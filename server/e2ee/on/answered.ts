import { eq } from "drizzle-orm";
import type { CallAnswered } from "../../calls";
import type { Transaction } from "../../db";
import { admissionsOf } from "../access";
import { refuseUnsound } from "../check";
import { signedMessage } from "../contract";
import { e2eeHeld } from "../schema";
import { store } from "../store";
import { seated } from "./seated";

/**
 * In the answer's transaction: what was held for the device that won is sent, what was held for others is gone, and what came along
 * with the answer is sent. Messages of an admission that the device did not get say nothing any more and are dropped.
 */
export async function releaseKeys(tx: Transaction, answered: CallAnswered): Promise<void> {
  const { callId, admissionId } = answered;
  const held = await tx
    .delete(e2eeHeld)
    .where(eq(e2eeHeld.callId, callId))
    .returning({ to: e2eeHeld.toAdmission, message: e2eeHeld.message });
  const along = answered.keys.filter(({ body }) => body.from === admissionId);
  const released = held
    .filter(({ to }) => to === admissionId)
    .map(({ message }) => signedMessage.parse(JSON.parse(message)));
  if (along.length + released.length === 0) return;
  answered.release(released);
  const admissions = await admissionsOf(tx, callId);
  refuseUnsound(seated(answered, admissions), along);
  await store(tx, callId, admissions, [...along, ...released]);
}

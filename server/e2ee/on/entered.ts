import type { CallEntered } from "../../calls";
import type { Transaction } from "../../db";
import { admissionsOf } from "../access";
import { refuseUnsound } from "../check";
import { signedMessage } from "../contract";
import { readUnread } from "../queries";
import { store } from "../store";
import { seated } from "./seated";

/**
 * In the transaction of a device that goes in: what came along is sent, and what it may read is given to it. Messages of an admission that the
 * device did not get are dropped.
 */
export async function exchangeKeys(tx: Transaction, entered: CallEntered): Promise<void> {
  const { callId, admissionId } = entered;
  const along = entered.keys.filter(({ body }) => body.from === admissionId);
  if (along.length === 0) return;
  const admissions = await admissionsOf(tx, callId);
  refuseUnsound(seated(entered, admissions), along);
  const [unread] = await Promise.all([
    readUnread(tx, [{ admissionId, after: 0 }]),
    store(tx, callId, admissions, along),
  ]);
  const messages = unread.get(admissionId)?.messages ?? [];
  entered.release(messages.map(({ message }) => signedMessage.parse(JSON.parse(message))));
}

import type { Connection } from "../db";
import type { AuditAct, AuditDetails } from "./contract";
import { addressNow } from "./origin";
import { auditLog } from "./schema";

export type AuditEntry = {
  act: AuditAct;
  /** Who did it; null where that is not known. */
  by: string | null;
  /** To whom, where that is somebody else. */
  to?: string | null;
  details?: AuditDetails;
};

/**
 * Writes down what somebody did, in the change's own transaction: a change that fails leaves nothing. A refusal changes nothing, and is
 * written by itself.
 */
export async function record(
  tx: Connection,
  { act, by, to = null, details = {} }: AuditEntry,
): Promise<void> {
  await tx
    .insert(auditLog)
    .values({ act, actorUserId: by, targetUserId: to, address: addressNow(), details });
}

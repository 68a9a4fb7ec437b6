import type { Database } from "../db";
import { giveRights, type MaySend } from "../media";
import { log } from "../telemetry";
import { followRoom } from "./seats";

type Unseen = { callId: string; admissionId: string };

/** Gives a device that is connected unseen the rights of a call. False where it is not there: it connects with its token then. */
export async function unveil(
  db: Database,
  { callId, admissionId }: Unseen,
  maySend: MaySend = null,
): Promise<boolean> {
  if (!(await giveRights(callId, admissionId, maySend))) return false;
  // The SFU told of its coming when it came; of its appearing it tells nobody. What is lost here the next reconciliation sets right.
  followRoom(db, { kind: "joined", callId, admissionId }).catch((error: unknown) => {
    log.warn({ event: "room_not_followed", callId, reason: String(error) });
  });
  return true;
}

import type { Transaction } from "../db";
import { refuse } from "../errors";
import { lockCalls } from "./access";
import { endCall } from "./end";

/** Ends a call or a session of a meeting for everybody in it. Who may is the caller's to say. Refuses with `not_found` once it is over. */
export async function endByAdmin(tx: Transaction, callId: string): Promise<void> {
  const [call] = await lockCalls(tx, [callId], { wait: true });
  if (!call) refuse({ code: "not_found" });
  await endCall(tx, call.id, "ended_by_admin");
}

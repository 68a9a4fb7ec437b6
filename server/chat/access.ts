import type { CallActor } from "../auth";
import { callMember, type CallMember, refuseUnlessOn } from "../calls";
import type { Transaction } from "../db";
import { refuseUnlessMay } from "../meetings";
import type { Subject } from "./contract";

/** Somebody who may write in a call that runs, with the call locked. */
export type Writer = CallMember;

/**
 * Proof that the actor is on a call that runs, with the call locked. Refuses with `not_found`, `call_over`, `not_on_call` (nobody writes
 * who still rings, waits at the door, or has left) and `forbidden_by_host`.
 */
export async function writer(
  tx: Transaction,
  actor: CallActor,
  callId: string,
  about: Subject,
): Promise<Writer> {
  const member = await callMember(tx, actor, callId);
  refuseUnlessOn(member);
  // What is refused here is never stored or told; what devices tell each other besides needs the right at the SFU.
  await refuseUnlessMay(tx, actor, callId, about);
  return member;
}

import type { UserActor } from "../auth";
import { lockPeople, mintUnseen, refuseUnlessEncrypting, warmBeside } from "../calls";
import type { Admission } from "../calls/contract";
import { config } from "../config";
import type { Database } from "../db";
import { limit } from "../limits";
import { talkingElsewhere } from "./access";
import { openMoveOf } from "./fail";
import type { TakeInput } from "./take";

/**
 * Lets a device connect to a call before its person takes it there, as long as they look at the preview: nobody sees it, and it may nothing.
 * Null where it cannot stand ready; taking the call works all the same. Refuses with `already_here`, `on_another_call`, `not_on_call`,
 * `call_over`, `cannot_encrypt`, `not_found` or `rate_limited`.
 */
export async function warmMove(
  db: Database,
  actor: UserActor,
  input: TakeInput,
): Promise<{ warm: Admission | null }> {
  await limit(db, { key: `token:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  const place = await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId]);
    const member = await talkingElsewhere(tx, actor, input.callId);
    const { call, me } = member;
    refuseUnlessEncrypting(call, input);
    const open = await openMoveOf(tx, me.id);
    if (open && open.toDeviceId !== actor.deviceId) return null;
    const admissionId = await warmBeside(tx, member, input.admissionId);
    return admissionId && { callId: call.id, admissionId, isEncrypted: call.isEncrypted };
  });
  return { warm: place ? await mintUnseen({ db, userId: actor.userId }, place, "none") : null };
}

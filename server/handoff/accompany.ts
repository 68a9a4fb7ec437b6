import type { z } from "zod";
import type { UserActor } from "../auth";
import {
  admitBeside,
  besidesOf,
  lockPeople,
  mintAdmission,
  notifyCall,
  refuseUnlessEncrypting,
} from "../calls";
import type { Admission } from "../calls/contract";
import { config } from "../config";
import type { Database } from "../db";
import { refuse } from "../errors";
import { limit } from "../limits";
import { refuseMoving, talkingElsewhere } from "./access";
import { type accompanyInput, MOST_BESIDES } from "./contract";
import { openMoveOf } from "./fail";

/**
 * Joins a call beside the active device as a second screen: it sees everything, and sends nothing but a screen that it shares.
 * Refuses with `already_here`, `already_moving` (this device is taking it), `too_many_devices`, `on_another_call`, `not_on_call`,
 * `call_over`, `cannot_encrypt`, `not_found` or `rate_limited`.
 */
export async function accompanyCall(
  db: Database,
  actor: UserActor,
  input: z.input<typeof accompanyInput>,
): Promise<Admission> {
  await limit(db, { key: `token:${actor.userId}`, rate: config().PEAL_LIMIT_TOKEN });
  const place = await db.transaction(async (tx) => {
    await lockPeople(tx, [actor.userId]);
    const member = await talkingElsewhere(tx, actor, input.callId);
    const { call, me } = member;
    refuseUnlessEncrypting(call, input);
    const open = await openMoveOf(tx, me.id);
    if (open?.state === "connecting" && open.toDeviceId === actor.deviceId)
      await refuseMoving(tx, actor.deviceId);
    const others = (await besidesOf(tx, me.id)).filter((one) => one.deviceId !== actor.deviceId);
    if (others.length >= MOST_BESIDES) refuse({ code: "too_many_devices", most: MOST_BESIDES + 1 });
    const { admissionId } = await admitBeside(tx, member, "companion", input.admissionId);
    await notifyCall(tx, call.id);
    return { callId: call.id, admissionId, isEncrypted: call.isEncrypted };
  });
  return await mintAdmission({ db, userId: actor.userId }, place, { rights: "companion" });
}

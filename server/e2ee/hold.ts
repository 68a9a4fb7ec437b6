import { sql } from "drizzle-orm";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import { isMember, keyMember } from "./access";
import { refuseUnsound } from "./check";
import type { HoldInput } from "./contract";
import { e2eeHeld } from "./schema";
import { limitBytes } from "./send";
import { store } from "./store";

/**
 * Keeps a key for a device that rings: nobody reads it before that device has answered. One for each sender and receiver, the
 * newest wins. Who has answered meanwhile gets it at once; for who rings no more nothing is kept. Refuses with `not_found`,
 * `not_on_call` (the sender rings itself), `bad_input` or `rate_limited`.
 */
export async function holdKey(db: Database, actor: UserActor, input: HoldInput): Promise<void> {
  const { callId, to, message } = input;
  await limitBytes(db, actor, [message]);
  const isForOne = message.body.wraps.length === 1 && message.body.wraps[0]?.to === to;
  if (!isForOne) refuse({ code: "bad_input", field: "message", reason: "wraps" });
  await db.transaction(async (tx) => {
    const member = await keyMember(tx, actor, callId);
    const receiver = member.admissions.get(to);
    if (!receiver) refuse({ code: "not_found" });
    refuseUnsound(member, [message], { toRinging: true });
    if (isMember(receiver)) return await store(tx, callId, member.admissions, [message]);
    if (receiver.state !== "ringing") return;
    const { from, number } = message.body;
    await tx
      .insert(e2eeHeld)
      .values({ callId, fromAdmission: from, toAdmission: to, number, message: JSON.stringify(message) })
      .onConflictDoUpdate({
        target: [e2eeHeld.fromAdmission, e2eeHeld.toAdmission],
        set: {
          number: sql`excluded.number`,
          message: sql`excluded.message`,
          createdAt: sql`excluded.created_at`,
        },
        setWhere: sql`excluded.number > ${e2eeHeld.number}`,
      });
  });
}

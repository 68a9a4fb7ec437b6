import { and, eq, isNull } from "drizzle-orm";
import type { UserActor } from "../auth";
import { notify } from "../bus";
import { callMember, declineAs } from "../calls";
import { now, nowPlus } from "../clock";
import type { Database } from "../db";
import { refuse } from "../errors";
import { reminders } from "./schema";

/**
 * Declines, and reminds this person alone of the caller at that time. The caller sees a declined call. Refuses with
 * `not_ringing` or `not_found`.
 */
export async function remindMe(
  db: Database,
  actor: UserActor,
  { callId, minutes }: { callId: string; minutes: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const member = await callMember(tx, actor, callId);
    const personId = member.me.rungBy ?? member.call.startedBy;
    if (personId === actor.userId || !(await declineAs(tx, member))) refuse({ code: "not_ringing" });
    const dueAt = nowPlus(minutes * 60_000);
    await tx.insert(reminders).values({ userId: actor.userId, callId, personId, dueAt });
    await notify(tx, [actor.userId]);
  });
}

/** Puts a reminder away on all of the person's devices. */
export async function dismissReminder(
  db: Database,
  actor: UserActor,
  { reminderId }: { reminderId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const isMine = and(eq(reminders.id, reminderId), eq(reminders.userId, actor.userId));
    await tx
      .update(reminders)
      .set({ dismissedAt: now })
      .where(and(isMine, isNull(reminders.dismissedAt)));
    await notify(tx, [actor.userId]);
  });
}

import type { UserActor } from "../auth";
import type { Database } from "../db";
import type { CancelOccurrence } from "./contract";
import { cancelFollowing } from "./following";
import { keepChange, oneOccurrence } from "./keep-change";
import { record } from "./record";

/**
 * Cancels one occurrence of a meeting that repeats: the others stay, and the link with them. With all that follow, those before stay; where
 * none is before, the meeting is cancelled. Who is invited is told. Done twice is done once. Refuses with `not_found`, `not_host`, `meeting_cancelled`, `meeting_in_past`, `bad_input` or `rate_limited`.
 */
export async function cancelOccurrence(
  db: Database,
  actor: UserActor,
  input: CancelOccurrence,
): Promise<void> {
  await db.transaction(async (tx) => {
    const one = await oneOccurrence(tx, actor, input);
    if (input.withFollowing) return cancelFollowing(tx, actor, one);
    if (one.change.isCancelled) return;
    const { meetingId, usualStart } = input;
    await record(tx, { meetingId, kind: "cancelled", actor, detail: { usualStart } });
    await keepChange(tx, actor, one, { ...one.change, isCancelled: true });
  });
}

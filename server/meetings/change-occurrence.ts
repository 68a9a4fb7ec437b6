import { isCalendarTime, momentOf } from "../../lib/pure/zoned-time";
import type { UserActor } from "../auth";
import type { Database } from "../db";
import { refuse } from "../errors";
import type { ChangeOccurrence, OccurrenceChange } from "./contract";
import { changeFollowing } from "./following";
import { isOver, keepChange, oneOccurrence } from "./keep-change";
import { record } from "./record";

/**
 * Changes the time, length or topic of one occurrence of a meeting that repeats, or of it and all that follow; a cancelled one happens
 * again. Who is invited is told of what changed alone. Of two hosts who change a meeting at once the second is refused with `meeting_changed`. Refuses with `not_found`,
 * `not_host`, `meeting_cancelled`, `meeting_in_past`, `bad_input` or `rate_limited` besides.
 */
export async function changeOccurrence(
  db: Database,
  actor: UserActor,
  input: ChangeOccurrence,
): Promise<{ sequence: number }> {
  return db.transaction(async (tx) => {
    const one = await oneOccurrence(tx, actor, input);
    const { meeting, schedule, now, usual, change } = one;
    if (meeting.sequence !== input.sequence) refuse({ code: "meeting_changed" });
    if (!isCalendarTime(input.startsAt)) refuse({ code: "bad_input", field: "startsAt" });
    const changed: OccurrenceChange = {
      ...change,
      startsAt: momentOf(input.startsAt, schedule.timeZone),
      minutes: input.minutes,
      topic: input.topic === (usual.topic ?? meeting.topic) ? usual.topic : input.topic,
      isCancelled: false,
    };
    if (isOver(changed, now)) refuse({ code: "meeting_in_past" });
    if (input.withFollowing) {
      const sequence = await changeFollowing(tx, actor, one, { ...changed, topic: input.topic });
      return { sequence };
    }
    if (isSame(change, changed)) return { sequence: meeting.sequence };
    const { usualStart } = change;
    await record(tx, { meetingId: meeting.id, kind: "edited", actor, detail: { usualStart } });
    return { sequence: await keepChange(tx, actor, one, changed) };
  });
}

const isSame = (a: OccurrenceChange, b: OccurrenceChange): boolean =>
  a.startsAt === b.startsAt &&
  a.minutes === b.minutes &&
  a.topic === b.topic &&
  a.isCancelled === b.isCancelled;

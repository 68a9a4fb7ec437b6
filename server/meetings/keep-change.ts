import { eq } from "drizzle-orm";
import { momentOf } from "../../lib/pure/zoned-time";
import type { UserActor } from "../auth";
import { now as databaseNow, serverTime } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import { type Meeting, meetingHost, refuseLent } from "./access";
import { CHANGES_KEPT_MS, type OccurrenceChange } from "./contract";
import { tellOfOccurrences } from "./invite";
import { tellVersions } from "./news";
import { type Occurrence, type Schedule, usualOccurrence } from "./occurrences";
import { queueReminder } from "./remind";
import { meetings } from "./schema";
import { endOf, isRepeating, scheduleOf } from "./times";

/** One occurrence of a meeting whose row is locked: as it is now, and as the rule has it. */
export type One = {
  meeting: Meeting;
  schedule: Schedule;
  now: number;
  usual: Occurrence;
  change: OccurrenceChange;
};

/**
 * Finds an occurrence that a host may still change, and locks its meeting. Refuses with `not_found` where the rule has none then or it is
 * too far away, `bad_input` for a meeting that does not repeat, `meeting_in_past` for one that is over, `not_host` and `meeting_cancelled`.
 */
export async function oneOccurrence(
  tx: Transaction,
  actor: UserActor,
  { meetingId, usualStart }: { meetingId: string; usualStart: string },
): Promise<One> {
  const host = await meetingHost(tx, actor, meetingId);
  refuseLent(host);
  const { meeting } = host;
  if (meeting.cancelledAt) refuse({ code: "meeting_cancelled" });
  const schedule = scheduleOf(meeting);
  if (!schedule || !isRepeating(schedule)) refuse({ code: "bad_input", field: "usualStart" });
  const usual = usualOccurrence(schedule, usualStart);
  const now = await serverTime(tx);
  if (!usual || usual.startsAt > now + CHANGES_KEPT_MS) refuse({ code: "not_found" });
  const change = schedule.changes.find((one) => one.usualStart === usualStart) ?? {
    usualStart,
    startsAt: usual.startsAt,
    minutes: (usual.endsAt - usual.startsAt) / 60_000,
    topic: usual.topic,
    isCancelled: false,
    sequence: meeting.sequence,
  };
  if (isOver(change, now)) refuse({ code: "meeting_in_past" });
  return { meeting, schedule, now, usual, change };
}

/** Whether an occurrence has ended at a moment (epoch ms). */
export const isOver = ({ startsAt, minutes }: OccurrenceChange, now: number): boolean =>
  startsAt + minutes * 60_000 <= now;

/** Writes how one occurrence is from now on, and has people told and reminded. Answers with the meeting's new sequence. */
export async function keepChange(
  tx: Transaction,
  actor: UserActor,
  { meeting, schedule, now }: One,
  changed: Omit<OccurrenceChange, "sequence">,
): Promise<number> {
  const sequence = meeting.sequence + 1;
  const isRecent = ({ usualStart }: OccurrenceChange) =>
    momentOf(usualStart, schedule.timeZone) > now - CHANGES_KEPT_MS;
  const others = schedule.changes.filter((one) => one.usualStart !== changed.usualStart && isRecent(one));
  const changes = [...others, { ...changed, sequence }];
  const times = { changes, ...endOf({ ...schedule, changes }) };
  await tx
    .update(meetings)
    .set({ ...times, sequence, updatedAt: databaseNow })
    .where(eq(meetings.id, meeting.id));
  await tellOfOccurrences(tx, actor, meeting.id);
  await queueReminder(tx, meeting.id, { ...meeting, ...times }, now);
  await tellVersions(tx, meeting.id);
  return sequence;
}

import { eq } from "drizzle-orm";
import type { UserActor } from "../auth";
import { now as databaseNow } from "../clock";
import type { Transaction } from "../db";
import { refuse } from "../errors";
import type { Meeting } from "./access";
import { cancelWhole } from "./cancel";
import { MOST_OTHER_SERIES, type OccurrenceChange, type OtherSeries } from "./contract";
import { tellOfOccurrences } from "./invite";
import type { One } from "./keep-change";
import { tellVersions } from "./news";
import { occurrences, occurrencesBefore, usualOccurrence } from "./occurrences";
import { record } from "./record";
import { queueReminder } from "./remind";
import { meetings } from "./schema";
import { asOther, endedBefore, ruleOfRest } from "./series";
import { endOf } from "./times";

/**
 * Changes an occurrence and all that follow: the series that it is of ends before, and a new one begins, which calendars know by a name of
 * its own; series after it are cancelled. What was changed of single ones stays where the new one still has that day at that time. The
 * first of a series changes that series. Refuses with `bad_input` a start that is not after those that stay. Answers with the sequence.
 */
export async function changeFollowing(
  tx: Transaction,
  actor: UserActor,
  one: One,
  { startsAt, minutes, topic }: { startsAt: number; minutes: number; topic: string },
): Promise<number> {
  const { meeting, schedule, usual } = one;
  const { timeZone } = schedule;
  const { mine, done, after, kept, dropped } = splitAt(one);
  const isAsItWas =
    startsAt === usual.startsAt && minutes === mine.minutes && topic === mine.topic && after.length === 0;
  if (isAsItWas && done === 0) return meeting.sequence;
  const rule = { startsAt, minutes, timeZone, rrule: ruleOfRest(mine, done, after), changes: [] };
  const first = occurrences(rule).next().value;
  if (!first || kept.some((series) => lastStartOf(series) >= first.startsAt))
    refuse({ code: "bad_input", field: "startsAt" });
  const number =
    done === 0 ? mine.number : Math.max(...[...kept, ...dropped].map((series) => series.number)) + 1;
  const sequence = meeting.sequence + 1;
  const newest = { ...rule, number, topic, startsAt: first.startsAt, isCancelled: false, sequence };
  await record(tx, eventOf("edited", actor, one));
  return write(tx, actor, one, newest, [...kept, ...dropped.filter((series) => series.number !== number)]);
}

/** Cancels an occurrence and all that follow: what comes before stays. Where that is nothing, the meeting is cancelled. */
export async function cancelFollowing(tx: Transaction, actor: UserActor, one: One): Promise<void> {
  const { kept, dropped } = splitAt(one);
  const newest = kept.toSorted((a, b) => a.startsAt - b.startsAt).at(-1);
  if (!newest) return cancelWhole(tx, actor, one.meeting.id);
  await record(tx, eventOf("cancelled", actor, one));
  await write(tx, actor, one, newest, [...kept.filter((series) => series !== newest), ...dropped]);
}

const eventOf = (kind: "edited" | "cancelled", actor: UserActor, { meeting, usual }: One) => ({
  meetingId: meeting.id,
  kind,
  actor,
  detail: { usualStart: usual.usualStart, withFollowing: true },
});

type Split = {
  /** The series of the occurrence, as it was, and how many of it come before. */
  mine: OtherSeries;
  done: number;
  /** Those of which nothing is left: all after it, as they were. */
  after: OtherSeries[];
  /** What happens still. */
  kept: OtherSeries[];
  /** What does not, cancelled now or earlier. */
  dropped: OtherSeries[];
};

function splitAt({ meeting, schedule, usual }: One): Split {
  const all = [...meeting.otherSeries, asOther(meeting, schedule)];
  const happening = all.filter(({ isCancelled }) => !isCancelled);
  const mine = happening.find((one) => usualOccurrence({ ...one, changes: [] }, usual.usualStart));
  if (!mine) throw new Error("An occurrence is of no series");
  const ended = all.map((one) => endedBefore(one, usual.startsAt, meeting.sequence + 1));
  const isGone = new Set(ended.filter(({ isCancelled }) => isCancelled).map(({ number }) => number));
  return {
    mine,
    done: occurrencesBefore(mine, usual.startsAt).count,
    after: happening.filter((one) => one !== mine && isGone.has(one.number)),
    kept: ended.filter(({ isCancelled }) => !isCancelled),
    dropped: ended.filter(({ isCancelled }) => isCancelled),
  };
}

const lastStartOf = (series: OtherSeries): number =>
  occurrencesBefore(series, Number.POSITIVE_INFINITY).lastStart ?? series.startsAt;

/** Writes which series there are from now on, and has people told and reminded. */
async function write(
  tx: Transaction,
  actor: UserActor,
  { meeting, usual, now }: One,
  newest: OtherSeries,
  otherSeries: OtherSeries[],
): Promise<number> {
  if (otherSeries.length > MOST_OTHER_SERIES) refuse({ code: "bad_input", field: "usualStart" });
  const sequence = meeting.sequence + 1;
  const { number, startsAt: at, minutes, timeZone, rrule, topic } = newest;
  const changes = meeting.changes
    .filter((one) => one.usualStart !== usual.usualStart)
    .flatMap((one) => changeIn(one, meeting, newest, otherSeries));
  const times = { minutes, timeZone, rrule, changes, otherSeries };
  const columns = { ...times, startsAt: new Date(at), ...endOf({ ...times, startsAt: at }) };
  await tx
    .update(meetings)
    .set({
      ...columns,
      topic,
      seriesNumber: number,
      seriesSequence: newest.sequence,
      sequence,
      updatedAt: databaseNow,
    })
    .where(eq(meetings.id, meeting.id));
  await tellOfOccurrences(tx, actor, meeting.id);
  await queueReminder(tx, meeting.id, columns, now);
  await tellVersions(tx, meeting.id);
  return sequence;
}

/** What was different of one occurrence, where it is one still; of another series than the newest it keeps the topic that it had. */
function changeIn(
  one: OccurrenceChange,
  meeting: Meeting,
  newest: OtherSeries,
  otherSeries: OtherSeries[],
): OccurrenceChange[] {
  const isOf = (series: OtherSeries) =>
    !series.isCancelled && usualOccurrence({ ...series, changes: [] }, one.usualStart) !== null;
  if (otherSeries.some(isOf)) return [{ ...one, topic: one.topic ?? meeting.topic }];
  return isOf(newest) ? [one] : [];
}

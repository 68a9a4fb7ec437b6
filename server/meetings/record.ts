import type { Actor } from "../auth";
import { emit } from "../bus";
import { config } from "../config";
import { isOutOfPartitionsOf, keepPartitionsOf, type Connection, type Transaction } from "../db";
import type { MeetingEventKind } from "./contract";
import { meetingEvents } from "./schema";

type Target = { userId?: string | null; guestId?: string | null };
export type MeetingEvent = {
  meetingId: string;
  callId?: string | null;
  kind: MeetingEventKind;
  /** Who did it. */
  actor: Actor;
  /** To whom, where that is somebody else. */
  target?: Target;
  detail?: Record<string, string | number | boolean>;
};

declare module "../bus/reactions" {
  interface DomainEvents {
    "meetings.recorded": MeetingEvent[];
  }
}

const TABLE = "meeting_events";

/** Keeps what happened in a meeting, in the transaction in which it happens. */
export async function record(tx: Transaction, ...events: MeetingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ actor, target, callId, detail, ...event }) => ({
    ...event,
    callId: callId ?? null,
    detail: detail ?? null,
    actorUserId: "userId" in actor ? actor.userId : null,
    actorGuestId: "guestId" in actor ? actor.guestId : null,
    targetUserId: target?.userId ?? null,
    targetGuestId: target?.guestId ?? null,
  }));
  const write = () => tx.transaction((step) => step.insert(meetingEvents).values(rows));
  await write().catch(async (error: unknown) => {
    // No worker has made the day's partition yet: a verb does not fail for that.
    if (!isOutOfPartitionsOf(error, TABLE)) throw error;
    await keepEventPartitions(tx);
    await write();
  });
  await emit(tx, "meetings.recorded", events);
}

/** Makes the partitions of `meeting_events` for the days to come and drops those that are older than PEAL_MEETING_EVENT_DAYS. */
export const keepEventPartitions = (db: Connection): Promise<void> =>
  keepPartitionsOf(db, TABLE, config().PEAL_MEETING_EVENT_DAYS);

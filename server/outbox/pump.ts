import { serverTime } from "../clock";
import type { Database } from "../db";
import { log } from "../telemetry";
import { advance, type Cursor, holdCursor, putAside, waitFor } from "./cursor";
import { eventsAfter, type Placed } from "./queries";
import type { Outcome, Sink } from "./sink";

const AT_ONCE = 100;
/** Between tries: this, then twice as long each time, in ms. */
const RETRY_MS = 1_000;
const MOST_RETRY_MS = 60_000;
/** After so many tries in vain (about 4 minutes) it is asked whether another call's event is taken where this one is not. */
const SUSPECT_TRIES = 8;

/**
 * Delivers what a sink has not had, in order, until it has everything or takes nothing more. Only one process does so at a time. An event
 * that the sink does not take, though it takes others, is put aside: one call never stops all others.
 */
export async function pump(db: Database, sink: Sink): Promise<void> {
  for (;;) {
    const cursor = await holdCursor(db, sink.name);
    const events = cursor ? await eventsAfter(db, cursor.offset, AT_ONCE) : [];
    if (!cursor || events.length === 0 || !(await deliver(db, sink, cursor, events))) return;
  }
}

/** True where the cursor has moved on. */
async function deliver(db: Database, sink: Sink, cursor: Cursor, events: Placed[]): Promise<boolean> {
  // Where something went wrong before, one at a time: so it is seen which one it is.
  const some = cursor.tries > 0 ? events.slice(0, 1) : events;
  const outcome = await send(db, sink, some);
  const last = some.at(-1)?.offset ?? cursor.offset;
  if (outcome.kind === "sent") return await advance(db, cursor, last);
  const [first] = some;
  const isOne = some.length === 1 && first;
  if (isOne && (outcome.kind === "refused" || (await isItsFault(db, sink, cursor, events)))) {
    log.error({ event: "event_refused", sink: sink.name, offset: first.offset, reason: outcome.reason });
    await putAside(db, sink.name, first.offset, outcome.reason);
    return await advance(db, cursor, first.offset);
  }
  // A batch that is refused as it is, is tried in pieces at once.
  const waitMs = outcome.kind === "refused" ? 0 : Math.min(RETRY_MS * 2 ** cursor.tries, MOST_RETRY_MS);
  if (waitMs > 0) log.warn({ event: "events_not_taken", sink: sink.name, reason: outcome.reason, waitMs });
  await waitFor(db, cursor, waitMs);
  return waitMs === 0;
}

/** Whether the sink takes an event of another call while it does not take this one. That one is delivered again in its turn. */
async function isItsFault(db: Database, sink: Sink, cursor: Cursor, events: Placed[]): Promise<boolean> {
  if (cursor.tries < SUSPECT_TRIES) return false;
  const other = events.find((one) => one.key !== events[0]?.key);
  return other !== undefined && (await send(db, sink, [other])).kind === "sent";
}

const send = async (db: Database, sink: Sink, events: Placed[]): Promise<Outcome> =>
  await sink.send(
    events.map((one) => one.event),
    await serverTime(db),
  );

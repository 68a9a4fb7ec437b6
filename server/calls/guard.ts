import { inArray } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { callParticipants, callRings, calls } from "./schema";
import {
  type CallEvent,
  callTable,
  type Outcome,
  type ParticipantEvent,
  participantTable,
  type RingEvent,
  ringTable,
} from "./transitions";

/** The states from which an event leads somewhere, and where: one row of a table, turned for SQL. */
function rowOf<State extends string, Event extends string>(
  table: Record<State, Record<Event, Outcome<State>>>,
  event: Event,
): { from: State[]; next: State } {
  const moves = (Object.keys(table) as State[]).flatMap((from) => {
    const outcome = table[from][event];
    return "next" in outcome ? [{ from, next: outcome.next }] : [];
  });
  const [first] = moves;
  if (!first || moves.some((move) => move.next !== first.next)) {
    throw new Error(`The event ${event} does not lead to exactly one state`);
  }
  return { from: moves.map((move) => move.from), next: first.next };
}

const guarded = <State extends string>(column: PgColumn, row: { from: State[]; next: State }) => ({
  /** Goes into the WHERE of the update. */
  allowed: inArray(column, row.from),
  /** Goes into its SET. */
  next: row.next,
});

/** WHERE and SET of a guarded update, made from the table, so that SQL and table cannot differ. */
export const guardOf = <State extends string, Event extends string>(
  column: PgColumn,
  table: Record<State, Record<Event, Outcome<State>>>,
  event: Event,
) => guarded(column, rowOf(table, event));
export const callGuard = (event: CallEvent) => guardOf(calls.state, callTable, event);
export const participantGuard = (event: ParticipantEvent) =>
  guardOf(callParticipants.state, participantTable, event);
export const ringGuard = (event: RingEvent) => guardOf(callRings.state, ringTable, event);

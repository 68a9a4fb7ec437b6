import {
  LARGE_BATCH_MS,
  LARGE_CALL,
  LEAVE_BATCH_MS,
  BUSY_BATCH_MS,
  BUSY_GENERATIONS,
  KEPT_MS,
  RING_OVER_MS,
} from "./limits";
import { rosterChanged } from "./roster";
import type { Agreement } from "./state";
import { claimWaiting } from "./their-keys";
import { put, type Turn, withItem, without, withoutItem } from "./turn";

/** Whether the host's word keeps an admission out, whatever the server says. */
function isBarred({ kicked, lockedTo, recorders, announced }: Agreement, id: string): boolean {
  const known = announced.get(id);
  if (kicked.has(id)) return true;
  if (known && lockedTo && !lockedTo.has(id)) return true;
  return known?.kind === "recorder" && !recorders.has(id);
}

/** On the server's list and not barred; heard of or not. */
export const expected = (state: Agreement): string[] =>
  [...state.roster].filter((id) => id !== state.me && !isBarred(state, id));

/** Takes in who is a member now, and lays down what follows from who came and who left. */
export function changeMembers(turn: Turn): void {
  const { next } = turn;
  const members = new Set(expected(next).filter((id) => next.announced.has(id)));
  for (const id of next.ringing) if (members.has(id)) next.ringing = withoutItem(next.ringing, id);
  const came = [...members].filter((id) => !next.members.has(id));
  const left = [...next.members].filter((id) => !members.has(id));
  if (came.length > 0 || left.length > 0) next.members = members;
  for (const id of came) come(turn, id);
  for (const id of left) leave(turn, id);
  if (left.length > 0) wantFresh(turn, "leave", batchMs(next));
  stopHolding(turn);
  for (const id of [...members, ...next.ringing]) {
    next.gone = next.gone.has(id) ? without(next.gone, id) : next.gone;
    claimWaiting(turn, id);
  }
  rosterChanged(turn);
}

function come({ next }: Turn, id: string): void {
  next.joining = withItem(next.joining, id);
}

/** What was known of somebody who left is dropped, but for their keys, which may still be needed for a moment. */
function leave({ now, next }: Turn, id: string): void {
  next.joining = withoutItem(next.joining, id);
  next.own = new Map(
    [...next.own].map(([generation, own]) => [
      generation,
      own.sent.has(id) ? { ...own, sent: without(own.sent, id) } : own,
    ]),
  );
  next.gone = put(next.gone, id, now + KEPT_MS);
  next.different = without(next.different, id);
  next.needAnswered = without(next.needAnswered, id);
}

/** For somebody whose ring is over and who did not come, the key that was held for them is one key too many. */
function stopHolding(turn: Turn): void {
  const { own, current, ringing, members, isRinging } = turn.next;
  const used = current === null ? undefined : own.get(current);
  if (isRinging || !used || [...own.keys()].some((generation) => generation > (current ?? 0))) return;
  if ([...used.held].some((id) => !ringing.has(id) && !members.has(id)))
    wantFresh(turn, "ring", RING_OVER_MS);
}

/** A fresh generation is due so many ms from now, or earlier where it was already. */
export function wantFresh({ now, next }: Turn, reason: "leave" | "time" | "ring", afterMs: number): void {
  if (next.fresh && next.fresh.at <= now + afterMs) return;
  next.fresh = { at: now + afterMs, reason };
}

function batchMs({ members, own }: Agreement): number {
  if (members.size + 1 > LARGE_CALL) return LARGE_BATCH_MS;
  return own.size >= BUSY_GENERATIONS ? BUSY_BATCH_MS : LEAVE_BATCH_MS;
}

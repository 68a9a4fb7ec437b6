import {
  ADVANCES,
  GENERATIONS,
  JOIN_BATCH_MS,
  KEPT_MS,
  NEED_ANSWER_MS,
  QUICK_RESENDS,
  RESEND_MEMBERS,
  RESEND_MS,
  RESEND_GROWTH,
  RESENT_ANNOUNCES,
  ANNOUNCE_MS,
  ROTATION_MS,
  SLOW_RESEND_GROWTH,
  SLOWEST_RESEND_MS,
  SWITCH_MS,
} from "./limits";
import { wantFresh } from "./members";
import { noteTold } from "./roster";
import type { Agreement, KeyReason, OwnGeneration, Sent } from "./state";
import { put, type Turn, withItem, without, withoutItem } from "./turn";
import { patienceMs } from "./way";

const currentOf = ({ own, current }: Agreement): OwnGeneration | undefined =>
  current === null ? undefined : own.get(current);
/** Made and sent, not used yet; the oldest first. */
export const pendingOf = ({ own, current }: Agreement): number[] =>
  [...own.keys()].filter((generation) => generation > (current ?? -1));
/** When a key that was not acknowledged is sent again. */
export function resendAt(state: Agreement, { at, tries }: Sent): number {
  const quick = Math.min(tries, QUICK_RESENDS);
  const growth = RESEND_GROWTH ** quick * SLOW_RESEND_GROWTH ** (tries - quick);
  const pauseMs = RESEND_MS * Math.max(1, state.members.size / RESEND_MEMBERS) * growth;
  return at + Math.min(pauseMs, SLOWEST_RESEND_MS) + patienceMs(state);
}
/** Whether the next generation's key ids are used by none that is kept. */
export const isNextFree = ({ own, next }: Agreement): boolean => !own.has(next - GENERATIONS);

function change({ next }: Turn, generation: number, changes: Partial<OwnGeneration>): void {
  const own = next.own.get(generation);
  if (own) next.own = put(next.own, generation, { ...own, ...changes });
}

function make(turn: Turn, switchBy: number | null): number {
  const generation = turn.next.next;
  turn.next.next = generation + 1;
  turn.next.own = put(turn.next.own, generation, {
    advance: 0,
    madeAt: turn.now,
    switchBy,
    endedAt: null,
    sent: new Map(),
    held: new Set(),
  });
  turn.effects.push({ type: "make", generation });
  return generation;
}

/** Whoever is on the call has a key from the start: what is published is announced before anybody is there to read it. */
export function makeFirst(turn: Turn): void {
  if (turn.next.current === null) takeUp(turn, make(turn, null));
}

/** Uses a generation from now on. Older ones that never were used are forgotten, the one before is kept for a while. */
function takeUp(turn: Turn, generation: number): void {
  const { now, next } = turn;
  for (const [older, own] of next.own) {
    if (older >= generation || own.endedAt !== null) continue;
    if (own.switchBy === null) change(turn, older, { endedAt: now });
    else drop(turn, older);
  }
  next.current = generation;
  change(turn, generation, { switchBy: null });
  turn.effects.push({ type: "use", generation, advance: next.own.get(generation)?.advance ?? 0 });
}

function drop({ next, effects }: Turn, generation: number): void {
  next.own = without(next.own, generation);
  effects.push({ type: "forget", sender: next.me, generation, advance: 0 });
}

function send(turn: Turn, generation: number, to: readonly string[], reason: KeyReason): void {
  const { now, next, effects } = turn;
  const own = next.own.get(generation);
  if (!own || to.length === 0) return;
  const sent = new Map(own.sent);
  for (const id of to) {
    const before = sent.get(id);
    sent.set(id, { at: now, tries: before ? before.tries + 1 : 0, isAcked: before?.isAcked ?? false });
  }
  change(turn, generation, { sent });
  effects.push({ type: "send", generation, advance: own.advance, to, reason });
  noteTold(turn, to);
}

/**
 * Rule 1: who joined gets the advanced key, the first at once, those of the next moments together; whoever has the key already needs
 * nothing. What was never used is not advanced, nor for whoever was there before anything was said. The eighth join makes a fresh generation.
 */
export function shareWithJoined(turn: Turn): void {
  const { now, next } = turn;
  if (next.joining.size === 0) return;
  if (next.isRinging) return prepare(turn);
  const own = currentOf(next);
  if (!own) return;
  const isUnused = next.current === 0 && own.advance === 0 && isMeantFor(next, own, now);
  if (!isUnused && now < next.joinsFrom) return;
  const [joined, pending] = [[...next.joining], pendingOf(next)];
  const without = joined.filter((id) => !own.held.has(id));
  if (!shareCurrent(turn, without, isUnused, pending.length > 0)) return;
  next.joining = new Set();
  next.joinsFrom = now + JOIN_BATCH_MS;
  keepSent(
    turn,
    joined.filter((id) => own.held.has(id)),
  );
  for (const generation of pending) send(turn, generation, joined, "join");
}

/** Whether those who join may read all that was sent under the first key. */
const isMeantFor = ({ joining, founders }: Agreement, { madeAt }: OwnGeneration, now: number): boolean =>
  now < madeAt + JOIN_BATCH_MS || [...joining].every((id) => founders.has(id));

/** False where that must wait for a number to be free. */
function shareCurrent(turn: Turn, to: string[], isUnused: boolean, isFreshComing: boolean): boolean {
  const { next } = turn;
  const [own, generation] = [currentOf(next), next.current];
  if (!own || generation === null || to.length === 0) return true;
  if (isUnused) send(turn, generation, to, "start");
  else if (own.advance < ADVANCES - 1) {
    change(turn, generation, { advance: own.advance + 1 });
    turn.effects.push({ type: "use", generation, advance: own.advance + 1 });
    send(turn, generation, to, "join");
  } else if (!isFreshComing) {
    if (!isNextFree(next)) return false;
    makeFresh(turn, "join");
  }
  return true;
}

/** They have the present key already: from what was held, or with the answer. */
function keepSent(turn: Turn, ids: readonly string[]): void {
  const { now, next } = turn;
  const [own, generation] = [currentOf(next), next.current];
  if (!own || generation === null) return;
  const sent = new Map(own.sent);
  for (const id of ids) sent.set(id, { at: now, tries: 0, isAcked: false });
  change(turn, generation, { sent });
}

function makeFresh(turn: Turn, reason: KeyReason): void {
  const { now, next } = turn;
  const isAlone = next.members.size === 0;
  const generation = make(turn, now + SWITCH_MS);
  if (isAlone) takeUp(turn, generation);
  else send(turn, generation, [...next.members], reason);
}

/** Rule 3. */
export function rotate(turn: Turn): void {
  const { now, next } = turn;
  const own = currentOf(next);
  if (!own || next.members.size === 0 || pendingOf(next).length > 0) return;
  if (now >= own.madeAt + ROTATION_MS) wantFresh(turn, "time", 0);
}

/** Rule 2: the fresh generation, once its time has come and a number is free. */
export function freshen(turn: Turn): void {
  const { now, next } = turn;
  if (!next.fresh || now < next.fresh.at) return;
  if (next.current !== null && !isNextFree(next)) return;
  const { reason } = next.fresh;
  next.fresh = null;
  if (next.current !== null && !next.isRinging) makeFresh(turn, reason);
}

/** Rule 2: to the newest generation that all have, or whose time is up. */
export function switchOver(turn: Turn): void {
  const { now, next } = turn;
  const ready = pendingOf(next).findLast((generation) => {
    const own = next.own.get(generation);
    return own && (now >= (own.switchBy ?? now) || isAcknowledged(next, own));
  });
  if (ready !== undefined) takeUp(turn, ready);
}

const isAcknowledged = ({ members, joining }: Agreement, { sent }: OwnGeneration): boolean =>
  [...members].every((id) => joining.has(id) || sent.get(id)?.isAcked === true);

/** Keys in use, or soon so, go again to who did not acknowledge them. */
export function resend(turn: Turn): void {
  const { now, next } = turn;
  if (next.isRinging) return;
  for (const generation of liveOf(next)) {
    const late = [...(next.own.get(generation)?.sent ?? [])]
      .filter(([id, sent]) => !sent.isAcked && now >= resendAt(next, sent) && next.members.has(id))
      .map(([id]) => id);
    const isEarly = late.some(
      (id) => (next.own.get(generation)?.sent.get(id)?.tries ?? 0) < RESENT_ANNOUNCES,
    );
    if (isEarly && late.some((id) => mayNotKnowMe(next, id))) announceAgain(turn);
    send(turn, generation, late, "need");
  }
}

/** Nothing of one's own was ever acknowledged: that may be for want of an ANNOUNCE. */
const mayNotKnowMe = ({ own }: Agreement, id: string): boolean =>
  [...own.values()].every(({ sent }) => sent.get(id)?.isAcked !== true);

/** The generation in use, and those to come. */
export const liveOf = (state: Agreement): number[] =>
  state.current === null ? pendingOf(state) : [state.current, ...pendingOf(state)];

export function acknowledged(turn: Turn, from: string, generation: number): void {
  const own = turn.next.own.get(generation);
  const sent = own?.sent.get(from);
  if (own && sent) change(turn, generation, { sent: put(own.sent, from, { ...sent, isAcked: true }) });
}

/** An ANNOUNCE goes to everybody: the more there are, the rarer it is said again. */
export const announceAt = ({ announcedAt, members }: Agreement): number =>
  announcedAt + ANNOUNCE_MS * Math.max(1, members.size / 4);

/** For those who may not have heard who this is. */
export function announceAgain({ now, next, effects }: Turn): void {
  if (now < announceAt(next)) return;
  next.announcedAt = now;
  effects.push({ type: "announce" });
}

/** Rule 4: whoever is on the list is told again; whoever never acknowledged anything may not even know who this is. */
export function answerNeed(turn: Turn, from: string): void {
  const { now, next } = turn;
  if (next.isRinging || !next.members.has(from)) return;
  if (now < (next.needAnswered.get(from) ?? Number.NEGATIVE_INFINITY) + NEED_ANSWER_MS) return;
  next.needAnswered = put(next.needAnswered, from, now);
  if (mayNotKnowMe(next, from)) announceAgain(turn);
  if (next.joining.has(from)) return;
  for (const generation of liveOf(next)) send(turn, generation, [from], "need");
}

/** Rule 8: each ringing admission that is known gets the present key held. */
export function holdForRinging(turn: Turn): void {
  const { next, effects } = turn;
  if (next.isRinging) return;
  for (const id of next.ringing) {
    if (!next.announced.has(id) || next.kicked.has(id)) continue;
    const [own, generation] = [currentOf(next), next.current];
    if (!own || generation === null || own.held.has(id)) continue;
    change(turn, generation, { held: withItem(own.held, id) });
    effects.push({ type: "hold", generation, advance: own.advance, to: id });
  }
}

/** Rule 8, where it rings: the key that goes out with the answer. */
function prepare(turn: Turn): void {
  const { next, effects } = turn;
  makeFirst(turn);
  const generation = next.current;
  if (generation === null) return;
  for (const to of next.joining) {
    const own = currentOf(next);
    if (own) change(turn, generation, { held: withItem(own.held, to) });
    effects.push({ type: "prepare", generation, advance: 0, to });
  }
  next.joining = new Set();
}

/** Rule 8: answered here. Whoever did not get the key with the answer gets it now; nothing was sent under it yet. */
export function appear(turn: Turn, given: readonly string[]): void {
  const { now, next } = turn;
  if (!next.isRinging) return;
  next.isRinging = false;
  next.joining = next.members;
  if (next.current === null) return;
  change(turn, next.current, { madeAt: now, held: new Set() });
  const there = given.filter((id) => next.members.has(id));
  keepSent(turn, there);
  for (const id of there) next.joining = withoutItem(next.joining, id);
}

/** Rule 8: whoever else it rang for has had the present key. */
export function picture(turn: Turn): void {
  const own = currentOf(turn.next);
  if (own && !turn.next.isRinging && own.held.size > 0) wantFresh(turn, "ring", 0);
}

export function forgetOwn(turn: Turn): void {
  for (const [generation, { endedAt }] of turn.next.own)
    if (endedAt !== null && turn.now >= endedAt + KEPT_MS) drop(turn, generation);
}

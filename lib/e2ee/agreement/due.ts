import { KEPT_MS, ROTATION_MS, SECURING_MS, DIFFERENT_MS } from "./limits";
import { isNews, needDueAt } from "./missing";
import { announceAt, isNextFree, liveOf, pendingOf, resendAt } from "./own-keys";
import type { Agreement } from "./state";

/** When something is to be done next, in ms; null where nothing is. What is over already counts as due at once. */
export function nextDue(state: Agreement, now: number): number | null {
  const least = Math.min(...ownDue(state), ...theirDue(state, now));
  return Number.isFinite(least) ? least : null;
}

function* ownDue(state: Agreement): Generator<number> {
  const { own, members, joining, joinsFrom, fresh, current, isRinging } = state;
  for (const { endedAt } of own.values()) if (endedAt !== null) yield endedAt + KEPT_MS;
  if (isRinging) return;
  // Without a free number the next one waits for an old generation to be forgotten, which is due above.
  if (isNextFree(state)) {
    if (joining.size > 0) yield joinsFrom;
    if (fresh) yield fresh.at;
  }
  for (const generation of pendingOf(state)) yield own.get(generation)?.switchBy ?? 0;
  for (const generation of liveOf(state))
    for (const [id, sent] of own.get(generation)?.sent ?? [])
      if (!sent.isAcked && members.has(id)) yield resendAt(state, sent);
  const used = current === null ? undefined : own.get(current);
  if (used && members.size > 0 && !fresh && pendingOf(state).length === 0) yield used.madeAt + ROTATION_MS;
}

function* theirDue(state: Agreement, now: number): Generator<number> {
  for (const at of state.gone.values()) yield at;
  for (const { generations } of state.theirs.values())
    for (const { forgetAt } of generations.values()) if (forgetAt !== null) yield forgetAt;
  for (const { until } of state.waiting) yield until;
  for (const [id, one] of state.missing) {
    const { since } = one;
    yield needDueAt(state, one);
    if (isNews(state, id, one, now)) yield announceAt(state);
    if (now < since + SECURING_MS) yield since + SECURING_MS;
  }
  if (state.tellAt !== null && !state.isRinging) yield state.tellAt;
  for (const { since, askAt } of state.different.values()) {
    yield askAt;
    if (now < since + DIFFERENT_MS) yield since + DIFFERENT_MS;
  }
}

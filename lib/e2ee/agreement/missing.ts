import { MISSING_MS, NEED_MS, QUICK_NEEDS, SECURING_MS, SLOW_NEED_MS } from "./limits";
import { expected } from "./members";
import { announceAgain } from "./own-keys";
import type { Agreement, Missing } from "./state";
import { put, type Turn, without } from "./turn";
import { patienceMs } from "./way";

/** Whether what a member sends can be read, as far as one knows. */
export const isSecured = ({ announced, theirs, missing }: Agreement, id: string): boolean =>
  announced.has(id) && theirs.has(id) && !missing.get(id)?.isUnreadable;

/** Rule 4: "I cannot read you", to each on the list without a key that works, at most one per two seconds. */
export function askForMissing(turn: Turn): void {
  const { now, next, effects } = turn;
  if (next.isRinging) return;
  const all = new Set(expected(next));
  for (const id of next.missing.keys())
    if (!all.has(id) || isSecured(next, id)) next.missing = without(next.missing, id);
  for (const id of all) {
    if (isSecured(next, id)) continue;
    const one = next.missing.get(id) ?? {
      since: now,
      isUnreadable: false,
      needs: 0,
      needAt: now + MISSING_MS,
    };
    const needAt = Math.max(one.needAt, (next.askedAt.get(id) ?? Number.NEGATIVE_INFINITY) + NEED_MS);
    const isDue = now >= needDueAt(next, { ...one, needAt });
    if (isDue || isNews(next, id, one, now)) {
      // Who was not heard of may not have heard of oneself either, and could not tell whose word this is.
      if (!next.announced.has(id)) announceAgain(turn);
    }
    if (isDue) {
      effects.push({ type: "need", to: id });
      next.askedAt = put(next.askedAt, id, now);
    }
    const pause = one.needs < QUICK_NEEDS ? NEED_MS : SLOW_NEED_MS;
    next.missing = put(
      next.missing,
      id,
      isDue ? { ...one, needs: one.needs + 1, needAt: now + pause } : { ...one, needAt },
    );
  }
}

/** When the next NEED goes out: at once for what came and cannot be read. */
export const needDueAt = (state: Agreement, { needAt, isUnreadable }: Missing): number =>
  isUnreadable ? needAt : needAt + patienceMs(state);

/** Somebody on the list is expected who has not announced themselves yet. */
export const isNews = (state: Agreement, id: string, { since }: Missing, now: number): boolean =>
  !state.announced.has(id) && now >= since + MISSING_MS + patienceMs(state) && now < since + SECURING_MS;

/** Whoever was heard of only now needs a moment to answer: their key is waited for from then on, before it is asked for. */
export function awaitKey({ now, next }: Turn, sender: string): void {
  const one = next.missing.get(sender);
  if (!one || one.needs > 0 || one.isUnreadable) return;
  next.missing = put(next.missing, sender, { ...one, needAt: now + MISSING_MS });
}

/** Something of a sender's cannot be read: it is asked for at once. */
export function unreadable({ now, next }: Turn, sender: string): void {
  if (next.isRinging || !expected(next).includes(sender)) return;
  const one = next.missing.get(sender) ?? { since: now, needs: 0 };
  if ("isUnreadable" in one && one.isUnreadable) return;
  next.missing = put(next.missing, sender, { ...one, isUnreadable: true, needAt: now });
}

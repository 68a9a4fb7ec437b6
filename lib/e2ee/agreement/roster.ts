import { DIFFERENT_MS, NEED_MS, ASK_AGAIN_MS } from "./limits";
import { put, type Turn, without } from "./turn";

/** Takes in a changed list: oneself and the members, each with the fingerprint of what they announced. */
export function rosterChanged({ now, next }: Turn): void {
  const text = [next.me, ...next.members]
    .toSorted()
    .map((id) => `${id} ${next.announced.get(id)?.fingerprint}`)
    .join("\n");
  if (text === next.rosterText) return;
  next.rosterText = text;
  next.version++;
  next.hashes = next.hashes
    .filter(({ until }) => until === null || now < until)
    .map((one) => (one.until === null ? { ...one, until: now + DIFFERENT_MS } : one));
  if (next.isRinging) next.joining = next.members;
}

/** The hash of one's own list is known. */
export function hashed({ next }: Turn, version: number, hash: string): void {
  if (version !== next.version || next.hashes.some(({ until }) => until === null)) return;
  next.hashes = [...next.hashes, { hash, until: null }];
  for (const [id, one] of next.different) if (one.hash === hash) next.different = without(next.different, id);
}

/** Rule 5: what somebody else sees. It is as one's own where one saw the same a moment ago, or will see it in a moment. */
export function hearHash({ now, next }: Turn, from: string, hash: string): void {
  if (next.isRinging || !next.members.has(from)) return;
  const isKnown = next.hashes.some((one) => one.hash === hash && (one.until === null || now < one.until));
  const before = next.different.get(from);
  if (!isKnown)
    next.different = put(next.different, from, {
      hash,
      since: before?.since ?? now,
      askAt: before?.askAt ?? now + ASK_AGAIN_MS,
    });
  else if (before) next.different = without(next.different, from);
}

/** Whoever saw another list may see one's own by now: the KEY that answers a NEED says so. */
export function askDifferent({ now, next, effects }: Turn): void {
  for (const [id, one] of next.different) {
    if (now < one.askAt) continue;
    const pause = now < one.since + DIFFERENT_MS ? ASK_AGAIN_MS : DIFFERENT_MS;
    next.different = put(next.different, id, { ...one, askAt: now + pause });
    if (now < (next.askedAt.get(id) ?? Number.NEGATIVE_INFINITY) + NEED_MS) continue;
    next.askedAt = put(next.askedAt, id, now);
    effects.push({ type: "need", to: id });
  }
}

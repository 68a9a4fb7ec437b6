import { DIFFERENT_MS, NEED_MS, TELL_MS } from "./limits";
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

/**
 * Rule 5: what somebody else sees. It is as one's own where one saw the same a moment ago, or will see it in a moment. Whoever may
 * have heard an older list of one's own is answered.
 */
export function hearHash(turn: Turn, from: string, hash: string, isAck: boolean): void {
  const { now, next } = turn;
  if (next.isRinging || !next.members.has(from)) return;
  const isKnown = next.hashes.some((one) => one.hash === hash && (one.until === null || now < one.until));
  const before = next.different.get(from);
  if (isKnown) next.different = before ? without(next.different, from) : next.different;
  else
    next.different = put(next.different, from, {
      hash,
      since: before?.since ?? now,
      tellAt: before?.tellAt ?? now + TELL_MS,
    });
  if (isAck && next.told.get(from) !== next.version) tell(turn, from);
}

/** Says what one sees oneself, by acknowledging the key that one has. */
function tell({ now, next, effects }: Turn, to: string): void {
  const theirs = next.theirs.get(to);
  const key = theirs?.generations.get(theirs.newest);
  if (!theirs || !key || now < (next.toldAt.get(to) ?? Number.NEGATIVE_INFINITY) + NEED_MS) return;
  next.told = put(next.told, to, next.version);
  next.toldAt = put(next.toldAt, to, now);
  effects.push({ type: "ack", to, generation: theirs.newest, advance: key.advance });
}

export function tellDifferent(turn: Turn): void {
  const { now, next } = turn;
  for (const [id, one] of next.different) {
    if (now < one.tellAt) continue;
    const pause = now < one.since + DIFFERENT_MS ? TELL_MS : DIFFERENT_MS;
    next.different = put(next.different, id, { ...one, tellAt: now + pause });
    tell(turn, id);
  }
}

import { ASK_AGAIN_MS, DIFFERENT_MS, NEED_MS, TELL_MS, TOLD_ALL, TOLD_NEXT } from "./limits";
import type { Agreement } from "./state";
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
  next.told = new Set();
  next.tellAt = now + TELL_MS;
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

/** What goes to them carries the present list's hash. */
export function noteTold({ next }: Turn, ids: readonly string[]): void {
  next.told = new Set([...next.told, ...ids]);
}

/**
 * Who joins needs no message between those who are there, so somebody whom the server shows to one of them alone would go unnoticed
 * until the next key. An acknowledgement of a key that is there already carries the list's hash.
 */
export function tellList({ now, next, effects }: Turn): void {
  if (next.isRinging || next.tellAt === null || now < next.tellAt) return;
  next.tellAt = null;
  for (const id of toTell(next)) {
    const theirs = next.theirs.get(id);
    const newest = theirs?.generations.get(theirs.newest);
    if (theirs && newest && !next.told.has(id))
      effects.push({ type: "ack", to: id, generation: theirs.newest, advance: newest.advance });
  }
}

/** In a large call who comes next on the list, all around: where two lists differ, somebody's neighbour has the other one. */
function toTell({ me, members }: Agreement): string[] {
  if (members.size < TOLD_ALL) return [...members];
  const all = [me, ...members].toSorted();
  const at = all.indexOf(me);
  return Array.from({ length: TOLD_NEXT }, (_, step) => all[(at + step + 1) % all.length] ?? me);
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

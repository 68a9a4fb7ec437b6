import { GENERATIONS, KEPT_MS, MOST_WAITING, WAITING_MS } from "./limits";
import { noteTold } from "./roster";
import type { Theirs, Waiting } from "./state";
import { put, type Turn, without } from "./turn";

type Named = Omit<Waiting, "until">;

const isSame = (one: Named, other: Named): boolean =>
  one.sender === other.sender && one.generation === other.generation && one.advance === other.advance;

/** A KEY for oneself: taken from members and ringing devices; from others it waits for a while. */
export function hearKey(turn: Turn, key: Named): void {
  const { now, next, effects } = turn;
  if (next.members.has(key.sender) || next.ringing.has(key.sender)) return takeKey(turn, key);
  if (next.waiting.some((one) => isSame(one, key))) return;
  if (next.waiting.length >= MOST_WAITING) effects.push({ type: "discard", ...key, isLate: true });
  else next.waiting = [...next.waiting, { ...key, until: now + WAITING_MS }];
}

/** Keys that waited for this sender. */
export function claimWaiting(turn: Turn, sender: string): void {
  const { next } = turn;
  const mine = next.waiting.filter((one) => one.sender === sender);
  if (mine.length === 0) return;
  next.waiting = next.waiting.filter((one) => one.sender !== sender);
  for (const { generation, advance } of mine) takeKey(turn, { sender, generation, advance });
}

export function dropWaiting({ now, next, effects }: Turn): void {
  if (!next.waiting.some(({ until }) => now >= until)) return;
  for (const { until, ...key } of next.waiting)
    if (now >= until) effects.push({ type: "discard", ...key, isLate: true });
  next.waiting = next.waiting.filter(({ until }) => now < until);
}

function takeKey(turn: Turn, key: Named): void {
  const { next, effects } = turn;
  const { sender, generation, advance } = key;
  next.missing = without(next.missing, sender);
  if (!next.owed.some((one) => isSame(one, key))) next.owed = [...next.owed, key];
  const theirs = next.theirs.get(sender) ?? { generations: new Map(), newest: -1, forgotten: -1 };
  const known = theirs.generations.get(generation);
  if (!isWanted(theirs, generation) || (known && known.advance <= advance)) {
    effects.push({ type: "discard", ...key, isLate: false });
    return;
  }
  next.theirs = put(next.theirs, sender, withKey(turn, theirs, key));
  effects.push({ type: "install", ...key });
}

/** Not one that was forgotten, nor one whose ids belong to a newer one. */
const isWanted = ({ generations, newest, forgotten }: Theirs, generation: number): boolean =>
  generation > forgotten &&
  (generation > newest ||
    ![...generations.keys()].some((one) => one > generation && (one - generation) % GENERATIONS === 0));

/** The older ones are kept a little longer; one whose ids the new one takes is forgotten at once. */
function withKey({ now, effects }: Turn, theirs: Theirs, { sender, generation, advance }: Named): Theirs {
  const newest = Math.max(theirs.newest, generation);
  const generations = new Map(theirs.generations);
  let { forgotten } = theirs;
  for (const [older, one] of theirs.generations) {
    if (older >= generation) continue;
    if ((generation - older) % GENERATIONS === 0) {
      generations.delete(older);
      forgotten = Math.max(forgotten, older);
      effects.push({ type: "forget", sender, generation: older, advance: one.advance });
    } else generations.set(older, { ...one, forgetAt: one.forgetAt ?? now + KEPT_MS });
  }
  const before = theirs.generations.get(generation);
  const forgetAt = before ? before.forgetAt : generation < newest ? now + KEPT_MS : null;
  generations.set(generation, { advance, forgetAt });
  return { generations, newest, forgotten };
}

/** "I have your key", to members. A ringing device says so once it was answered. */
export function acknowledgeOwed(turn: Turn): void {
  const { next, effects } = turn;
  if (next.isRinging || next.owed.length === 0) return;
  for (const { sender, generation, advance } of next.owed) {
    if (!next.members.has(sender)) continue;
    effects.push({ type: "ack", to: sender, generation, advance });
    noteTold(turn, [sender]);
  }
  next.owed = next.owed.filter(({ sender }) => !next.members.has(sender) && next.ringing.has(sender));
}

/** Rule 3, and all keys of who has been gone for as long. */
export function forgetTheirs({ now, next, effects }: Turn): void {
  for (const [sender, at] of next.gone) {
    if (now < at) continue;
    next.gone = without(next.gone, sender);
    for (const [generation, { advance }] of next.theirs.get(sender)?.generations ?? [])
      effects.push({ type: "forget", sender, generation, advance });
    next.theirs = without(next.theirs, sender);
  }
  for (const [sender, theirs] of next.theirs) {
    const over = [...theirs.generations].filter(([, one]) => one.forgetAt !== null && now >= one.forgetAt);
    if (over.length === 0) continue;
    const generations = new Map(theirs.generations);
    for (const [generation, { advance }] of over) {
      generations.delete(generation);
      effects.push({ type: "forget", sender, generation, advance });
    }
    const forgotten = Math.max(theirs.forgotten, ...over.map(([generation]) => generation));
    next.theirs = put(next.theirs, sender, { ...theirs, generations, forgotten });
  }
}

import { type Store, writable } from "@/lib/store";
import type { Reaction } from "@/server/chat/contract";

/** How long an emoji is seen, in ms. */
export const FLOAT_MS = 4_000;
/** Most that are seen at once. */
const MOST = 30;

/** An emoji that somebody on a call has just sent. `from`: the participant. */
export type Float = { id: number; callId: string; from: string; emoji: Reaction };

const state = writable<readonly Float[]>([]);
/** The emojis that float at present. */
export const floats: Store<readonly Float[]> = state;
let last = 0;

/** Lets an emoji float over its sender's tile for 4 s. */
export function float(one: Omit<Float, "id">): void {
  last += 1;
  const id = last;
  state.set([...state.value, { ...one, id }].slice(-MOST));
  setTimeout(() => state.set(state.value.filter((other) => other.id !== id)), FLOAT_MS);
}

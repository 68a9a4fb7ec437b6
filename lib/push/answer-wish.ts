import { type Store, writable } from "@/lib/store";

/** How long the wish waits for the ring to show up: a page that was frozen needs a moment. */
const WAIT_MS = 15_000;

const wish = writable<string | null>(null);
/** The call that somebody wants to answer, who pressed Answer on a notification; null without one. */
export const answerWish: Store<string | null> = wish;

/** Notes the wish. It is good for the ring that is there, not for one that comes later. */
export function wishToAnswer(callId: string): void {
  wish.set(callId);
  setTimeout(() => dropWish(callId), WAIT_MS);
}

/** The wish is fulfilled, or cannot be. */
export function dropWish(callId: string): void {
  if (wish.value === callId) wish.set(null);
}

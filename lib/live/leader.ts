import { sharedName } from "@/lib/embed/place";

const LOCK = "peal:live";

/** How fit a tab is to lead: the call's tab, else one that is seen, else any. */
export const ranks = { hidden: 0, visible: 1, inCall: 2 } as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** How often a leader says that it lives and a follower looks, in ms. */
export const BEAT_MS = 300;

/** How long a follower waits for a sign of life before it takes over, in ms. */
export const SILENCE_MS = 1_500;

/** Whether a tab looks so much later than it meant to that messages to it may lie unread: it slept, was busy, or the machine was. */
export const looksLate = (sinceLastLookMs: number): boolean => sinceLastLookMs >= 2 * BEAT_MS;

type Heard = { rank: number; agoMs: number } | null;

/**
 * Whether a follower should take the lead now: it is fitter than the leader, or it is fit and the leader has been silent for
 * 1.5 s (a frozen tab holds its lock for ever). A hidden tab never takes over from a leader that lives.
 */
export function shouldTakeOver(mine: Rank, heard: Heard, waitedMs: number): boolean {
  if (mine === ranks.hidden) return false;
  if (!heard) return waitedMs >= SILENCE_MS;
  return heard.agoMs >= SILENCE_MS || mine > heard.rank;
}

export type Leadership = {
  /** Takes the lead from whoever holds it. */
  takeOver(): void;
  readonly isLeading: boolean;
};

/**
 * Waits for the lead among this device's tabs (Web Locks): `onLead` when it comes, `onLose` when another tab took it. A tab
 * that closes or crashes passes it on by itself. Without Web Locks each tab leads itself.
 */
export function seekLead(onLead: () => void, onLose: () => void): Leadership {
  let isLeading = false;
  let queued: AbortController | null = null;
  const hold = () => {
    isLeading = true;
    onLead();
    return new Promise<never>(() => {});
  };
  const lost = () => {
    if (!isLeading) return;
    isLeading = false;
    onLose();
    queue();
  };
  const queue = () => {
    queued = new AbortController();
    navigator.locks.request(sharedName(LOCK), { signal: queued.signal }, hold).catch(lost);
  };
  const leadership = {
    get isLeading() {
      return isLeading;
    },
    takeOver() {
      if (isLeading || !navigator.locks) return;
      queued?.abort();
      navigator.locks.request(sharedName(LOCK), { steal: true }, hold).catch(lost);
    },
  };
  if (navigator.locks) queue();
  else void hold();
  return leadership;
}

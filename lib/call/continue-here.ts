import type { LocalTrack } from "livekit-client";
import type { Elsewhere } from "@/server/live/contract";
import { rememberPlace } from "./came-from";
import { comingCall } from "./coming-call";
import { drawNow, hurry, unhurried } from "@/lib/hurry";
import { goToCall, leaveMove } from "./go-to-call";
import { accompanyCall, takeCall } from "./move-call";
import { isReady } from "./warm-move";
import type { Wishes } from "./wishes";

/** For so long the preview stays, with its button busy: a stage is drawn beside what is sent, or after it. In ms. */
const DRAWN_AFTER_MS = 1_000;

/**
 * Takes a call that runs on another device over, and goes to its stage. Microphone and camera begin as they are there, where nothing
 * else is said; `early` are tracks that a preview has opened. Rejects with the server's refusal. Once at a time.
 */
export const continueHere = (
  elsewhere: Elsewhere,
  wishes: Wishes = elsewhere.carried,
  early?: LocalTrack[],
): Promise<void> => come(elsewhere, () => takeCall(elsewhere, wishes, early));

/** Joins a call beside the device on which it runs, as a second screen, and goes to its stage. Rejects likewise. */
export const joinBeside = (elsewhere: Elsewhere): Promise<void> =>
  come(elsewhere, () => accompanyCall(elsewhere));

async function come({ callId }: Elsewhere, go: () => Promise<void>): Promise<void> {
  if (comingCall.value) return;
  comingCall.set(callId);
  rememberPlace();
  // With a connection ready what this device sends is on its way before a stage could be drawn.
  if (isReady(callId)) hurry(DRAWN_AFTER_MS);
  try {
    const gone = go();
    unhurried(() => {
      leaveMove(callId);
      goToCall(callId);
    });
    await gone;
  } finally {
    drawNow();
    comingCall.set(null);
  }
}

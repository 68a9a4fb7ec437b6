import type { LocalTrack } from "livekit-client";
import type { Elsewhere } from "@/server/live/contract";
import { rememberPlace } from "./came-from";
import { comingCall } from "./coming-call";
import { goToCall, leaveMove } from "./go-to-call";
import { accompanyCall, takeCall } from "./move-call";
import type { Wishes } from "./wishes";

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
  leaveMove(callId);
  try {
    const gone = go();
    goToCall(callId);
    await gone;
  } finally {
    comingCall.set(null);
  }
}

import type { Room } from "livekit-client";
import { liveState } from "@/lib/live/live-store";
import { type Store, writable } from "@/lib/store";
import type { MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import { expectedCall } from "./expected-call";
import { begun, type RunningSession } from "./session-state";

/** The stage of a call that rings here, as it will be drawn first. */
export type AheadCall = {
  callId: string;
  call: LiveCall;
  session: RunningSession;
  /** It was answered here: the stage may be seen, though the session has not begun yet. */
  isTaken: boolean;
};

const ahead = writable<AheadCall | null>(null);
/**
 * The call that is drawn unseen while it rings, so that an answer has little left to draw: the first picture waits for the page,
 * whose drawing takes longer than the picture's way here.
 */
export const aheadCall: Store<AheadCall | null> = ahead;

type Ringing = { callId: string; media: MediaKind; roster: string[]; room: Room };

/** The call is connected unseen: what an answer will show can be drawn. */
export function drawAhead({ callId, media, roster, room }: Ringing): void {
  const incoming = liveState.value?.incoming.find((one) => one.callId === callId);
  const call = incoming && expectedCall(incoming, roster);
  if (call)
    ahead.set({
      callId,
      call,
      session: { ...begun(callId, media), expected: call, room },
      isTaken: false,
    });
}

/** It is answered here. */
export function takeAhead(callId: string): void {
  if (ahead.value?.callId === callId) ahead.set({ ...ahead.value, isTaken: true });
}

/** The session has taken its place, or it came to nothing. */
export const forgetAhead = (): void => ahead.set(null);

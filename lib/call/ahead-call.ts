import type { Room } from "livekit-client";
import { liveState } from "@/lib/live/live-store";
import { type Store, writable } from "@/lib/store";
import type { MediaKind } from "@/server/calls/contract";
import type { LiveCall } from "@/server/live/contract";
import { type Expected, expectedCall, withOthers } from "./expected-call";
import { begun, type RunningSession } from "./session-state";

/** The stage of a call that rings here, or at whose door this page stands, as it will be drawn first. */
export type AheadCall = {
  callId: string;
  /** Where this is a meeting's door: its page draws it. */
  isAtDoor: boolean;
  session: RunningSession;
  /** It was answered or gone into here: the stage may be seen, though the session has not begun yet. */
  isTaken: boolean;
};

const ahead = writable<AheadCall | null>(null);
/**
 * The call that is drawn unseen while it rings or its door is looked at, so that an answer has little left to draw: the first picture waits
 * for the page, whose drawing takes longer than the picture's way here.
 */
export const aheadCall: Store<AheadCall | null> = ahead;

type Connected = { callId: string; media: MediaKind; room: Room };
type Ringing = Connected & { roster: string[] };

/** The call is connected unseen: what an answer will show can be drawn. */
export function drawAhead({ callId, media, roster, room }: Ringing): void {
  const incoming = liveState.value?.incoming.find((one) => one.callId === callId);
  const call = incoming && expectedCall(incoming, roster);
  if (call) draw({ callId, media, room }, call, false);
}

/**
 * A page that stands at a meeting's door is connected: what going in will show can be drawn, without names. The function that is returned
 * takes it back, unless it was gone into.
 */
export function drawAtDoor(expected: LiveCall, room: Room): () => void {
  const drawn = draw({ ...expected, room }, expected, true);
  return () => {
    if (ahead.value === drawn) ahead.set(null);
  };
}

function draw({ callId, media, room }: Connected, expected: LiveCall, isAtDoor: boolean): AheadCall {
  const drawn = { callId, isAtDoor, session: { ...begun(callId, media), expected, room }, isTaken: false };
  ahead.set(drawn);
  return drawn;
}

/** It is answered or gone into here. `others`: who is there, by the reply that let this device in. The call as it is drawn; null where it is not. */
export function takeAhead(callId: string, others?: readonly Expected[]): LiveCall | null {
  const drawn = ahead.value;
  if (drawn?.callId !== callId) return null;
  const before = drawn.session.expected;
  const expected = before && others ? withOthers(before, others) : before;
  ahead.set({ ...drawn, session: { ...drawn.session, expected }, isTaken: true });
  return expected;
}

/** The session has taken its place, or it came to nothing. */
export const forgetAhead = (): void => ahead.set(null);

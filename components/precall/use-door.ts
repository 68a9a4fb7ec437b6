"use client";
import { useEffect, useEffectEvent } from "react";
import { useStore } from "@/components/use-store";
import { useWhileInFront } from "@/components/use-while-in-front";
import { aheadCall } from "@/lib/call/ahead-call";
import { loadStage } from "@/components/stage/late-stage";
import { announceClosing, callSession, loadMedia } from "@/lib/call/session";
import { isRunning } from "@/lib/call/session-state";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { becomeGuest, guestDoor } from "@/lib/live/guest-door";
import { liveState, startLive } from "@/lib/live/live-store";
import { standAtDoor } from "@/lib/meeting/at-door";
import { goingInto } from "@/lib/meeting/enter-meeting";
import { findLinkSecret, knowCall, slugOfCall, takeLinkSecret } from "@/lib/meeting/link";
import { warmWay } from "@/lib/meeting/warm-way";
import type { GuestState } from "@/server/live/contract";
import type { DoorLook } from "@/server/meetings/contract";

/** The page is drawn by then, and its code is there: what it needs itself comes first. In ms. */
const AT_DOOR_AFTER_MS = 400;

/**
 * This tab's session of a meeting: the one that runs or has just ended here or is gone into, else the one in which this device has a seat. `ahead`:
 * the one whose stage is to be drawn unseen.
 */
export function useSessionOf(look: DoorLook): {
  callId: string | null;
  isOver: boolean;
  ahead: string | null;
} {
  const drawn = useStore(aheadCall);
  const mine = drawn?.isAtDoor && slugOfCall(drawn.callId) === look.slug ? drawn : null;
  const { callId, isOver } = useRunning(look);
  const ahead = mine?.callId ?? null;
  return { callId: callId ?? (mine?.isTaken ? ahead : null), isOver, ahead };
}

function useRunning({ meetingId, slug }: DoorLook): { callId: string | null; isOver: boolean } {
  const session = useStore(callSession);
  const call = useStore(liveState)?.call;
  const isGoing = useStore(goingInto) === slug;
  const here = isRunning(session) || session.phase === "over" ? session.callId : null;
  if (here && slugOfCall(here) === slug) return { callId: here, isOver: session.phase === "over" };
  const isMine = call?.meetingId === meetingId && call.state !== "ended" && call.admissionId !== null;
  // The stream may tell of the seat before the answer does that gave it.
  if (!isMine || isGoing) return { callId: null, isOver: false };
  knowCall(call.callId, slug);
  return { callId: call.callId, isOver: false };
}

/** How it stands with whoever is at the door: of a guest the stream says so, of somebody with an account their state. */
export function useStanding({ meetingId, isGuest }: DoorLook) {
  const guest = useStore(guestDoor);
  const entry = useStore(liveState)?.entries.find((one) => one.meetingId === meetingId);
  return isGuest ? guest : (entry ?? null);
}

/** Tells how a wait at the door has ended: nobody is told of how it stood before. */
export function useStandingNews(
  { meetingId, isGuest }: DoorLook,
  onNews: (state: GuestState["state"]) => void,
): void {
  const tell = useEffectEvent(onNews);
  useEffect(() => {
    let hasWaited = false;
    const look = () => {
      const entry = liveState.value?.entries.find((one) => one.meetingId === meetingId);
      const state = (isGuest ? guestDoor.value : entry)?.state ?? "outside";
      const hasEnded = hasWaited && state !== "waiting";
      hasWaited = state === "waiting";
      if (hasEnded) tell(state);
    };
    look();
    const stops = [liveState.subscribe(look), guestDoor.subscribe(look)];
    return () => stops.forEach((stop) => stop());
  }, [meetingId, isGuest]);
}

/** Has this page stand at the door, connected and unseen, as long as it is in front and nothing runs here. */
export function useAtDoor(look: DoorLook, isWanted: boolean): void {
  useWhileInFront(() => standAtDoor(look), isWanted ? look.slug : null, AT_DOOR_AFTER_MS);
}

/** Makes ready what going in needs, while the preview is looked at: code, worker, the way to the media server. */
export function usePrepared({ meetingId, slug, guestId, isGuest, isEncrypted, mediaUrl }: DoorLook): void {
  useEffect(() => {
    takeLinkSecret(slug);
    if (!isGuest) findLinkSecret(meetingId, slug);
    if (guestId) becomeGuest(guestId);
    if (guestId) startLive();
    // Each in a task of its own: the page answers in between.
    void loadMedia().then(({ CallLock }) => {
      setTimeout(() => void loadStage());
      setTimeout(() => warmWay(mediaUrl));
      if (isEncrypted && canEncrypt()) CallLock.prepare(isGuest && !guestId);
    });
    if (!isGuest) return;
    window.addEventListener("pagehide", announceClosing);
    return () => window.removeEventListener("pagehide", announceClosing);
  }, [meetingId, slug, guestId, isGuest, isEncrypted, mediaUrl]);
}

import type { LocalTrack } from "livekit-client";
import { api } from "@/lib/api/client";
import type { CallRoom } from "@/lib/media/call-room";
import type { Encryption } from "@/lib/media/downstream";
import { allHeard } from "@/lib/media/room-roster";
import type { MediaKind, WarmAdmission } from "@/server/calls/contract";
import type { Incoming } from "@/server/live/contract";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { drawAhead, forgetAhead } from "./ahead-call";
import type { CallLock } from "./call-lock";
import { loadMedia } from "./load-media";

/** What was made ready ahead: an unseen connection, where there is one yet, and tracks that nobody was asked for. */
export type Warm = {
  room: CallRoom | null;
  tracks: Promise<LocalTrack[]>;
  /** Who is on the call as far as a ring has told; null where it was none. */
  roster: string[] | null;
  /** Null in a call that is not encrypted. */
  lock: CallLock | null;
};
type Warming = Warm & { callId: string; admissionId: string; room: CallRoom; roster: string[] };

/** One at a time: whatever rings besides is answered without. */
let warming: Warming | null = null;
/** The call that the server is being told of. */
let telling: string | null = null;

/**
 * Tells the server that this device shows a ring, and makes ready for the answer where the server lets it. The function that is
 * returned ends that: the connection is closed, camera and microphone are freed. An answer has taken them over by then.
 */
export function ringHere({
  callId,
  media,
  isEncrypted,
}: Pick<Incoming, "callId" | "media" | "isEncrypted">): () => void {
  if (telling === callId) return () => {};
  let isOver = false;
  const isVisible = document.visibilityState === "visible";
  const admissionId = warming?.callId === callId ? warming.admissionId : undefined;
  telling = callId;
  if (isEncrypted && canEncrypt()) void loadMedia().then(({ CallLock: Lock }) => Lock.prepare());
  void api.calls.alerted
    .mutate({ callId, isVisible, canEncrypt: canEncrypt(), admissionId })
    .finally(() => (telling = null))
    .then(async ({ warm }) => {
      // What rang as encrypted is answered as that, or not at all.
      if (warm && warm.isEncrypted === isEncrypted) await warmUp(warm, media, () => isOver);
    })
    // A ring that has just stopped needs no word of it, and one that is not warm is answered all the same.
    .catch(() => {});
  return () => {
    isOver = true;
    if (warming?.callId === callId) void coolDown(warming);
  };
}

async function warmUp(
  { callId, admissionId, url, token, roster, isEncrypted, isRelayOnly }: WarmAdmission,
  media: MediaKind,
  isOver: () => boolean,
): Promise<void> {
  const { CallRoom, CallLock: Lock, captureEarly } = await loadMedia();
  if (isOver() || warming) return;
  const lock = isEncrypted ? Lock.open({ callId, admissionId, isRinging: true }) : null;
  const room = new CallRoom({ media, isRinging: true, encryption: encryptionOf(lock) });
  const mine: Warming = {
    callId,
    admissionId,
    room,
    roster,
    lock,
    tracks: captureEarly({ microphone: true, camera: media === "video" }),
  };
  warming = mine;
  // Another device has been preferred, or this call is over: nothing may keep the camera's light on.
  room.watcher = { ...room.watcher, onGone: () => void coolDown(mine) };
  room.setRoster(allHeard(roster));
  lock?.expect(roster);
  await room.listen(url, token, isRelayOnly);
  if (warming === mine) drawAhead({ callId, media, roster, room: room.room });
}

/** Hands over what is ready for a call; null where nothing is. */
export function takeWarm(callId: string): Warm | null {
  if (warming?.callId !== callId) return null;
  const { room, tracks, roster, lock } = warming;
  warming = null;
  if (room.isOpen) return { room, tracks, roster, lock };
  room.close();
  return { room: null, tracks, roster, lock };
}

/** Lets go of what nobody answered with. */
export async function release({ room, tracks, lock }: Warm): Promise<void> {
  forgetAhead();
  room?.close();
  lock?.close();
  const { release: end } = await loadMedia();
  end(await tracks);
}

/** A room's encryption by a lock, with a worker of its own. */
export const encryptionOf = (lock: CallLock | null): Encryption | null =>
  lock && { frames: lock.forRoom(), mayAttach: (identity) => lock.mayAttach(identity) };

async function coolDown(one: Warming | null): Promise<void> {
  if (!one || warming !== one) return;
  warming = null;
  await release(one);
}

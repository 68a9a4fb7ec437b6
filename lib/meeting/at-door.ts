import type { Room } from "livekit-client";
import { api } from "@/lib/api/client";
import { Ahead } from "@/lib/call/ahead";
import { drawAtDoor } from "@/lib/call/ahead-call";
import { expectedSession } from "@/lib/call/expected-call";
import { canEncrypt } from "@/lib/e2ee/frames/can-encrypt";
import { guestId } from "@/lib/live/guest-door";
import type { Arrival, DoorLook } from "@/server/meetings/contract";
import { knowCall, linkSecretSought } from "./link";

const ahead = new Ahead();

/**
 * Connects this page to the session of a meeting that runs, while its person looks at themselves before they go in: nobody sees it, and nothing
 * goes out or comes in. Only where they could go in at once. The function that is returned ends that, unless they went in meanwhile.
 */
export function standAtDoor(look: DoorLook): () => void {
  const { slug, meetingId, topic, isGuest, isEncrypted, isLocked, needsPassword, hasWaitingRoom } = look;
  if (!isEncrypted || !canEncrypt() || isLocked || needsPassword || hasWaitingRoom) return () => {};
  const ask = async () => {
    const { arrival } = await api.door.arrive.mutate({ slug, canEncrypt: true });
    // What it says of itself shows that it has the link's secret.
    await linkSecretSought();
    if (arrival) knowCall(arrival.callId, slug);
    return arrival;
  };
  const isNobody = isGuest && !guestId();
  const media = "video";
  const onReady = ({ callId, others }: Arrival, room: Room) =>
    drawAtDoor(expectedSession({ callId, meetingId, media, topic, isEncrypted }, isGuest, others), room);
  return ahead.warm(slug, ask, { media, role: "active", isEncrypted, isNobody, onReady });
}

/** Hands over the connection with which this page stands at the door of a meeting; null where there is none. */
export const takeAtDoor = ahead.take.bind(ahead);

import { api } from "@/lib/api/client";
import type { Attendant } from "@/lib/call/attended";
import { whenSettled } from "@/lib/hurry";
import { takePress } from "@/lib/press";

const EVERY_MS = 50;
/** Until then the server knows that this device is connected. */
const KNOWN_MS = 3_000;
/** Whoever is heard and not seen by then has no camera on; whoever is not heard either is not there. */
const SEEN_MS = 5_000;
const HEARD_MS = 30_000;

/** Tells once how this device came into the call: from the press to the first picture of somebody else, or their sound where there is none. */
export const reportArrival: Attendant = ({ room: { room }, callId, admissionId }) => {
  const press = takePress();
  if (!press) return () => {};
  const since = (at = performance.now()) => Math.round(at - press.at);
  const connectedMs = since();
  const watched = new Set<Element>();
  let heardMs: number | null = null;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let takeBack = () => {};

  const tell = (mediaMs: number | null) => {
    if (telling) return;
    clearInterval(looking);
    const waitMs = Math.max(connectedMs + KNOWN_MS - since(), 0);
    telling = setTimeout(() => (takeBack = whenSettled(() => send(mediaMs))), waitMs);
  };
  const send = (mediaMs: number | null) => {
    const { what, repliedAt, traceparent } = press;
    const times = { agoMs: since(), repliedMs: since(repliedAt), connectedMs, mediaMs };
    // A figure is worth no second try.
    void api.quality.arrived
      .mutate({ callId, admissionId, pressed: what, ...times, traceparent })
      .catch(() => {});
  };
  const look = () => {
    for (const { trackPublications } of room.remoteParticipants.values())
      for (const { track } of trackPublications.values()) {
        if (track?.kind === "audio") heardMs ??= since();
        for (const element of track?.attachedElements ?? []) {
          if (watched.has(element) || !(element instanceof HTMLVideoElement)) continue;
          watched.add(element);
          element.requestVideoFrameCallback?.(() => tell(since()));
        }
      }
    if (heardMs !== null && since() > heardMs + SEEN_MS) tell(heardMs);
    if (since() > HEARD_MS) tell(null);
  };
  const looking = setInterval(look, EVERY_MS);
  // Whoever starts a call waits for a person.
  if (press.what === "start") tell(null);
  else look();

  return () => {
    clearInterval(looking);
    clearTimeout(telling);
    takeBack();
  };
};

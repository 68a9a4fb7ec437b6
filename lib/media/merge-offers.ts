import { EngineEvent, type Room } from "livekit-client";

/** What LiveKit keeps of a connection. */
type Transport = {
  on: (event: "negotiationStarted", hear: () => void) => void;
  onOffer?: (...offer: unknown[]) => void;
};
/** How many sections the SFU misses in the offers so far. */
type Requirement = { numAudios: number; numVideos: number };
type Signal = { onMediaSectionsRequirement?: ((requirement: Requirement) => void) | undefined };

/** An offer that is being made has left by then, or it never will. */
const MADE_WITHIN_MS = 2_000;

/**
 * With one connection for both ways the SFU asks for an offer where something new is to come in. Where one is being made just then, for what
 * this device begins to send, that one is the answer: LiveKit would make another one after it, which costs as much as the first.
 */
export function mergeOffers({ engine }: Room): void {
  engine.on(EngineEvent.TransportsCreated, (publisher) =>
    follow(publisher as unknown as Transport, engine.client as unknown as Signal),
  );
}

/** The same, of a connection and the way to its SFU. */
export function follow(transport: Transport, signal: Signal): void {
  let startedAt = Number.NEGATIVE_INFINITY;
  transport.on("negotiationStarted", () => {
    startedAt = performance.now();
  });
  const send = transport.onOffer;
  transport.onOffer = (...offer) => {
    startedAt = Number.NEGATIVE_INFINITY;
    send?.(...offer);
  };
  const offerAnew = signal.onMediaSectionsRequirement;
  if (!offerAnew) return;
  signal.onMediaSectionsRequirement = (requirement) => {
    const isComing = performance.now() - startedAt < MADE_WITHIN_MS;
    const hasRoom = requirement.numAudios + requirement.numVideos === 0;
    if (!isComing || !hasRoom) offerAnew(requirement);
  };
}

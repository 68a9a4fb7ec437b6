import { type ElementInfo, type RemoteTrack, RemoteVideoTrack } from "livekit-client";

/** By then the tile is drawn. */
const DRAWN_MS = 2_000;

/**
 * Asks for a picture at the size that its tile will have, before there is a tile: an SFU that learns it later starts with another
 * layer, and each change costs a new start of the sender's encoder. The function that is returned says that the tile is being drawn.
 */
export function expectPicture(track: RemoteTrack, people: number): (() => void) | null {
  if (!(track instanceof RemoteVideoTrack)) return null;
  const tile: ElementInfo = {
    element: {},
    width: () => window.innerWidth / people,
    height: () => window.innerHeight / people,
    visible: true,
    pictureInPicture: false,
    visibilityChangedAt: undefined,
    observe() {},
    stopObserving() {},
  };
  track.observeElementInfo(tile);
  return () => setTimeout(() => track.stopObservingElementInfo(tile), DRAWN_MS);
}

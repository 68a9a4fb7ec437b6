import { type ElementInfo, type RemoteTrack, RemoteVideoTrack } from "livekit-client";
import { gridOf, tilesPerPage } from "@/lib/call/layout";
import { readChoice } from "./choice";

/** By then the tile is drawn. */
const DRAWN_MS = 2_000;

/** Wider than this is not narrow. */
const NARROW = 640;

/** Which of the people on the call it is, from 0, and how many there are. */
type Place = { at: number; people: number };

/**
 * Asks for a picture at the size that its tile will have, before there is a tile: an SFU that learns it later starts with another
 * layer, and each change costs a new start of the sender's encoder. Who is not on the first page is not asked for. The function that is returned says that the tile is being drawn.
 */
export function expectPicture(track: RemoteTrack, { at, people }: Place): (() => void) | null {
  if (!(track instanceof RemoteVideoTrack)) return null;
  const isNarrow = window.innerWidth < NARROW;
  const first = tilesPerPage(isNarrow, readChoice().tilesPerPage ?? 9);
  const { columns, rows } = gridOf(Math.min(people, first), isNarrow);
  const tile: ElementInfo = {
    element: {},
    width: () => window.innerWidth / columns,
    height: () => window.innerHeight / rows,
    visible: at < first,
    pictureInPicture: false,
    visibilityChangedAt: undefined,
    observe() {},
    stopObserving() {},
  };
  track.observeElementInfo(tile);
  return () => setTimeout(() => track.stopObservingElementInfo(tile), DRAWN_MS);
}

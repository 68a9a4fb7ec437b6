"use client";
import { Track } from "livekit-client";
import { useRoom } from "@/components/stage/room";
import type { BoardCell, ScreenCell } from "@/components/stage/use-cells";
import { useStore } from "@/components/use-store";
import { ownerOf, type SurfaceId } from "@/lib/ink/ink";
import { inkNow } from "@/lib/ink/ink-now";
import { isOwnScreenShown } from "@/lib/ink/own-screen";
import { type Store, writable } from "@/lib/store";
import type { Participant } from "@/server/live/contract";
import { ownerIn } from "./use-ink";

const noBoard: Store<SurfaceId | null> = writable<SurfaceId | null>(null);

/** The tiles that are there for their ink alone: the screen that one shares oneself, and the whiteboard. */
export function useInkCells(participants: readonly Participant[]): (ScreenCell | BoardCell)[] {
  const { localParticipant } = useRoom();
  const board = useStore(useStore(inkNow)?.boards.current ?? noBoard);
  const isShown = useStore(isOwnScreenShown);
  const me = participants.find((one) => one.isMe);
  const screen = localParticipant.getTrackPublication(Track.Source.ScreenShare);
  const cells: (ScreenCell | BoardCell)[] = [];
  if (me && screen && isShown) {
    const by = localParticipant.identity;
    cells.push({ id: `own ${by}`, isScreen: true, owner: me, screen, by, isMine: true });
  }
  const opener = board && (ownerIn(participants, ownerOf(board)) ?? me);
  if (board && opener) cells.push({ id: board, isScreen: true, owner: opener, board });
  return cells;
}

"use client";
import { type Room, Track, type TrackPublication } from "livekit-client";
import type { SurfaceId } from "@/lib/ink/ink";
import type { Participant } from "@/server/live/contract";
import { useRoom } from "./room";

/** What a tile shows: a person, or a screen that they share. */
export type PersonCell = { id: string; isScreen: false; owner: Participant; hasPicture: boolean };
export type ScreenCell = {
  id: string;
  isScreen: true;
  owner: Participant;
  screen: TrackPublication;
  /** The SFU identity that shares it. */
  by: string;
  isMine: boolean;
};
/** A whiteboard, beside who opened it. */
export type BoardCell = { id: string; isScreen: true; owner: Participant; board: SurfaceId };
export type Cell = PersonCell | ScreenCell | BoardCell;

/** The tiles of these people, and of the screens that they share, each in the order of the roster. */
export function useCells(people: readonly Participant[]): { persons: PersonCell[]; screens: ScreenCell[] } {
  const room = useRoom();
  return {
    persons: people.map((owner) => {
      const hasPicture = devicesOf(owner).some((id) => sendsPicture(room, id));
      return { id: owner.participantId, isScreen: false, owner, hasPicture };
    }),
    screens: people.flatMap((owner) =>
      devicesOf(owner).flatMap((id): ScreenCell[] => {
        const screen = room.remoteParticipants.get(id)?.getTrackPublication(Track.Source.ScreenShare);
        return screen?.isSubscribed
          ? [{ id: screen.trackSid, isScreen: true, owner, screen, by: id, isMine: false }]
          : [];
      }),
    ),
  };
}

/** A second screen may share, too. */
const devicesOf = ({ admissionId, besides }: Participant): string[] =>
  [admissionId, ...besides.map((one) => one.admissionId)].flatMap((id) => id ?? []);

function sendsPicture(room: Room, admissionId: string): boolean {
  const camera = room.remoteParticipants.get(admissionId)?.getTrackPublication(Track.Source.Camera);
  return camera !== undefined && !camera.isMuted;
}

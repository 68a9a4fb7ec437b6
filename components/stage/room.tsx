"use client";
import {
  type Participant,
  ParticipantEvent,
  type Room,
  RoomEvent,
  type TrackPublication,
} from "livekit-client";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useReducer,
  useRef,
  useSyncExternalStore,
} from "react";

/** The SFU's room of the running call. */
export const RoomContext = createContext<Room | null>(null);

/** Whatever changes who sends what, and what of it comes in. */
const changes = [
  RoomEvent.ConnectionStateChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
] as const;

/** The room, read anew whenever somebody's tracks come, go or are muted. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("there is no room around this");
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  useEffect(() => {
    for (const change of changes) room.on(change, draw);
    // What changed between drawing and listening was missed.
    draw();
    return () => {
      for (const change of changes) room.off(change, draw);
    };
  }, [room]);
  return room;
}

/** Whether somebody speaks at this moment. */
export function useIsSpeaking(participant: Participant): boolean {
  return useSyncExternalStore(
    useWatch(participant, ParticipantEvent.IsSpeakingChanged),
    () => participant.isSpeaking,
  );
}

/** How good somebody's connection is. */
export function useQuality(participant: Participant) {
  return useSyncExternalStore(
    useWatch(participant, ParticipantEvent.ConnectionQualityChanged),
    () => participant.connectionQuality,
  );
}

type Watched = ParticipantEvent.IsSpeakingChanged | ParticipantEvent.ConnectionQualityChanged;

function useWatch(participant: Participant, event: Watched) {
  return useCallback(
    (listener: () => void) => {
      participant.on(event, listener);
      return () => {
        participant.off(event, listener);
      };
    },
    [participant, event],
  );
}

type PictureProps = { publication: TrackPublication; className: string; onFirstFrame?: () => void };

/** The moving picture of a track; it can be seen through until the first frame. Its sound, if there is any, is played elsewhere. */
export function Picture({ publication, className, onFirstFrame }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const { track } = publication;
  useEffect(() => {
    const element = video.current;
    if (!element || !track) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return <video ref={video} muted playsInline className={className} onLoadedData={onFirstFrame} />;
}

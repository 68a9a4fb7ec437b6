"use client";
import { Track, TrackEvent } from "livekit-client";
import { MicOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useEffect, useReducer, useRef, useState } from "react";
import { Picture, useRoom } from "./room";

type Corner = { isRight: boolean; isBottom: boolean };

type SelfViewProps = { isCameraOn: boolean; isMuted: boolean; isGroup: boolean };

/** Whether the camera looks away from whoever holds it: such a picture is no mirror, and a text in it could not be read. */
function useLooksAway(track: Track | undefined): boolean {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  useEffect(() => {
    track?.on(TrackEvent.Restarted, draw);
    return () => {
      track?.off(TrackEvent.Restarted, draw);
    };
  }, [track]);
  return track?.mediaStreamTrack.getSettings().facingMode === "environment";
}

/**
 * One's own picture, mirrored, in a corner that it can be dragged to; beside the buttons in a group, where it covers nobody.
 * Absent while the camera is off.
 */
export function SelfView({ isCameraOn, isMuted, isGroup }: SelfViewProps) {
  const t = useTranslations("stage");
  const camera = useRoom().localParticipant.getTrackPublication(Track.Source.Camera);
  const isAway = useLooksAway(camera?.track);
  const [dropped, setDropped] = useState<Corner | null>(null);
  const corner = dropped ?? { isRight: true, isBottom: isGroup };
  const grabbed = useRef<{ x: number; y: number } | null>(null);
  if (!isCameraOn || !camera) return null;

  const grab = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = grabbed.current;
    if (from) event.currentTarget.style.translate = `${event.clientX - from.x}px ${event.clientY - from.y}px`;
  };
  const drop = (event: PointerEvent<HTMLElement>) => {
    grabbed.current = null;
    event.currentTarget.style.translate = "";
    setDropped({
      isRight: event.clientX > window.innerWidth / 2,
      isBottom: event.clientY > window.innerHeight / 2,
    });
  };
  const below = isGroup ? "bottom-22 sm:bottom-0" : "bottom-28";
  const bottom = corner.isBottom ? below : "top-(--stage-top)";
  return (
    <figure
      aria-label={t("you")}
      onPointerDown={grab}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      className={`absolute z-10 m-3 aspect-3/4 cursor-grab touch-none overflow-hidden rounded-md bg-card shadow-float sm:aspect-video ${
        isGroup ? "w-16 sm:w-40" : "w-24 sm:w-52"
      } ${corner.isRight ? "right-0" : "left-0"} ${bottom}`}
    >
      <Picture
        publication={camera}
        className={`pointer-events-none size-full object-cover ${isAway ? "" : "-scale-x-100"}`}
      />
      {isMuted && (
        <MicOff
          role="img"
          aria-label={t("muted", { name: t("you") })}
          className="absolute bottom-2 left-2 size-6 rounded-full bg-black/60 p-1 text-white"
        />
      )}
    </figure>
  );
}

"use client";
import { isTrackReference, useLocalParticipant, VideoTrack } from "@livekit/components-react";
import { Track } from "livekit-client";
import { MicOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, useRef, useState } from "react";

type Corner = { isRight: boolean; isBottom: boolean };

/** One's own picture, mirrored, in a corner that it can be dragged to. Absent while the camera is off. */
export function SelfView({ isCameraOn, isMuted }: { isCameraOn: boolean; isMuted: boolean }) {
  const t = useTranslations("stage");
  const { localParticipant, cameraTrack } = useLocalParticipant();
  const [corner, setCorner] = useState<Corner>({ isRight: true, isBottom: false });
  const grabbed = useRef<{ x: number; y: number } | null>(null);
  const track = { participant: localParticipant, source: Track.Source.Camera, publication: cameraTrack };
  if (!isCameraOn || !isTrackReference(track)) return null;

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
    setCorner({
      isRight: event.clientX > window.innerWidth / 2,
      isBottom: event.clientY > window.innerHeight / 2,
    });
  };
  return (
    <figure
      aria-label={t("you")}
      onPointerDown={grab}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      className={`absolute z-10 m-3 aspect-3/4 w-24 cursor-grab touch-none overflow-hidden rounded-md bg-card shadow-float sm:aspect-video sm:w-52 ${
        corner.isRight ? "right-0" : "left-0"
      } ${corner.isBottom ? "bottom-28" : "top-(--stage-top)"}`}
    >
      <VideoTrack
        trackRef={track}
        muted
        className="-scale-x-100 pointer-events-none size-full object-cover"
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

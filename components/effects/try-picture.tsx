"use client";
import type { LocalVideoTrack } from "livekit-client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Spinner } from "@/components/ui/spinner";
import type { HardwareTrouble } from "@/lib/media/hardware";

type TryPictureProps = { camera: LocalVideoTrack | null; trouble: HardwareTrouble | null };

/** One's own picture as it is tried, mirrored; words where there is no camera. */
export function TryPicture({ camera, trouble }: TryPictureProps) {
  const t = useTranslations("effects");
  const stage = useTranslations("stage");
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!camera || !element) return;
    camera.attach(element);
    return () => {
      camera.detach(element);
    };
  }, [camera]);
  return (
    <figure
      aria-label={t("preview")}
      className="relative grid aspect-video place-items-center overflow-hidden rounded-md bg-wash text-sm"
    >
      {trouble ? <p className="p-4 text-center">{stage(`trouble.camera.${trouble}`)}</p> : <Spinner />}
      <video ref={video} muted playsInline className="-scale-x-100 absolute inset-0 size-full object-cover" />
    </figure>
  );
}

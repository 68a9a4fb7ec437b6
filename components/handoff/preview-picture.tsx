"use client";
import type { LocalTrack } from "livekit-client";
import { Mic, MicOff, Video, VideoOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Spinner } from "@/components/ui/spinner";
import type { Preview, PreviewState } from "@/lib/media/preview";

type PreviewPictureProps = { preview: Preview; state: PreviewState };

/** How I would be seen: my own picture, mirrored, and the two buttons that decide what is sent. */
export function PreviewPicture({ preview, state }: PreviewPictureProps) {
  const t = useTranslations("handoff.page");
  const stage = useTranslations("stage");
  const { wanted, camera, trouble, isOpening } = state;
  const { microphone } = wanted;
  const words = trouble.camera ? "noCamera" : wanted.camera ? "opening" : "cameraOff";
  return (
    <figure
      aria-label={t("preview")}
      data-scheme="dark"
      className="relative flex aspect-4/3 w-full items-center justify-center overflow-hidden rounded-lg bg-card text-ink shadow-card sm:aspect-video"
    >
      {camera && wanted.camera ? (
        <OwnPicture key={camera.sid ?? camera.mediaStreamTrack.id} camera={camera} />
      ) : (
        <p className="flex flex-col items-center gap-3 px-6 pb-14 text-center text-muted">
          {isOpening && wanted.camera ? <Spinner /> : <VideoOff aria-hidden="true" className="size-8" />}
          {t(words)}
        </p>
      )}
      <div className="absolute inset-x-0 bottom-0 flex justify-center gap-4 bg-linear-to-t from-black/60 to-transparent pt-10 pb-4">
        <IconButton
          size="lg"
          tone={microphone ? "secondary" : "primary"}
          label={stage(microphone ? "muteMicrophone" : "unmuteMicrophone")}
          onClick={() => preview.want("microphone", !microphone)}
        >
          {microphone ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        </IconButton>
        <IconButton
          size="lg"
          tone="secondary"
          label={stage(wanted.camera ? "cameraOff" : "cameraOn")}
          onClick={() => preview.want("camera", !wanted.camera)}
        >
          {wanted.camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        </IconButton>
      </div>
    </figure>
  );
}

function OwnPicture({ camera }: { camera: LocalTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    camera.attach(element);
    return () => {
      camera.detach(element);
    };
  }, [camera]);
  return <video ref={video} muted playsInline className="-scale-x-100 size-full object-cover" />;
}

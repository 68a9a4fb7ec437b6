"use client";
import { Signal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { adaptationOf } from "@/lib/media/adaptive/adaptation";
import { useRoom } from "@/components/stage/room";
import { Track } from "livekit-client";

/** Says that the network bears sound alone for now, and in passing what a busy device has given up. It never fades: nobody looks for what is missing. */
export function NetworkNotice({ isCameraOn }: { isCameraOn: boolean }) {
  const t = useTranslations("mediaQuality");
  const room = useRoom();
  const { isSoundOnly, givenUp } = useStore(adaptationOf(room));
  useEffect(() => {
    if (givenUp === "top layer") toast(t("smaller"));
  }, [givenUp, t]);
  const isShown = [...room.remoteParticipants.values()].some((one) =>
    [Track.Source.Camera, Track.Source.ScreenShare].some((source) => {
      const picture = one.getTrackPublication(source);
      return picture?.isSubscribed && !picture.isMuted;
    }),
  );
  const up = isSoundOnly.up && isCameraOn;
  const down = isSoundOnly.down && isShown;
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-0 top-(--stage-top) z-20 grid justify-items-center px-3"
    >
      {(up || down) && (
        <p className="flex max-w-md items-center gap-3 rounded-md bg-black/75 px-4 py-2.5 text-pretty text-sm text-white shadow-float">
          <Signal aria-hidden="true" className="size-5 shrink-0 text-accent" />
          {t(down ? "soundOnly.down" : "soundOnly.up")}
        </p>
      )}
    </div>
  );
}

"use client";
import { Track } from "livekit-client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { watchLevel } from "@/lib/media/level";
import { talkDetector } from "@/lib/media/talking";
import { Hint } from "./hint";
import { useRoom } from "./room";

const SHOWN_MS = 5_000;
/** Whoever knows, and talks to somebody in the room, is not told again and again. */
const REST_MS = 30_000;

/** Says that one is muted, to whoever talks all the same. What the microphone gives for that stays in this browser. */
export function MutedHint({ isMuted }: { isMuted: boolean }) {
  const t = useTranslations("stage.hints");
  const microphone = useRoom().localParticipant.getTrackPublication(Track.Source.Microphone)?.track;
  const media = microphone?.mediaStreamTrack;
  const isShown = useTalkWhileMuted(isMuted ? media : undefined);
  return isMuted && isShown ? <Hint>{t("muted")}</Hint> : null;
}

function useTalkWhileMuted(media: MediaStreamTrack | undefined): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    // A phone gives its microphone to one listener at a time.
    if (media?.readyState !== "live" || matchMedia("(pointer: coarse)").matches) return;
    let toldAt = -Infinity;
    let over: ReturnType<typeof setTimeout> | undefined;
    const isTalk = talkDetector();
    const stop = watchLevel(media, (level) => {
      if (!isTalk(level) || performance.now() - toldAt < REST_MS) return;
      toldAt = performance.now();
      setShown(true);
      over = setTimeout(() => setShown(false), SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(over);
      setShown(false);
    };
  }, [media]);
  return isShown;
}

"use client";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { MediaKind } from "@/server/calls/contract";
import { clockOf } from "./use-call-words";

type NotePlayerProps = {
  /** Where its bytes are, or how they are fetched and opened once they are wanted. */
  src: string | (() => Promise<Blob>);
  media: MediaKind;
  /** As the recorder measured it: what browsers record says nothing of its own length. In ms. */
  durationMs: number;
  /** Its accessible name. */
  label: string;
  onPlay?: () => void;
};

/** A voice or video note with what it takes to play it. Nothing is loaded before that. */
export function NotePlayer({ src, media, durationMs, label, onPlay }: NotePlayerProps) {
  const t = useTranslations("history.note");
  const player = useRef<HTMLMediaElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);
  const address = typeof src === "string" ? src : opened;
  useEffect(() => (opened ? () => URL.revokeObjectURL(opened) : undefined), [opened]);
  useEffect(() => {
    // It was opened because it was to be played.
    if (opened) player.current?.play().catch(() => setFailed(true));
  }, [opened]);
  const events = {
    src: address ?? undefined,
    preload: "none" as const,
    onPlay: () => {
      setPlaying(true);
      setFailed(false);
      onPlay?.();
    },
    onPause: () => setPlaying(false),
    onTimeUpdate: () => setAtMs(Math.min((player.current?.currentTime ?? 0) * 1000, durationMs)),
    onEnded: () => {
      setPlaying(false);
      setAtMs(0);
    },
    onError: () => setFailed(true),
  };
  const press = () => {
    if (typeof src !== "string" && !opened)
      void src().then(
        (blob) => setOpened(URL.createObjectURL(blob)),
        () => setFailed(true),
      );
    else if (isPlaying) player.current?.pause();
    else player.current?.play().catch(() => setFailed(true));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={label} className="grid w-full grid-cols-1 gap-3">
      {media === "video" ? (
        <video
          {...events}
          ref={player as RefObject<HTMLVideoElement | null>}
          playsInline
          className="mx-auto aspect-4/3 w-full max-w-sm rounded-md bg-black object-contain"
        />
      ) : (
        <audio {...events} ref={player} />
      )}
      <div className="flex items-center gap-3">
        <IconButton tone="primary" label={isPlaying ? t("pause") : t("play")} onClick={press}>
          {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </IconButton>
        <progress
          aria-label={t("progress")}
          max={durationMs}
          value={atMs}
          className="h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-press [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-accent"
        />
        <span className="text-muted text-sm tabular-nums">
          {clockOf(atMs)} / {clockOf(durationMs)}
        </span>
      </div>
      {hasFailed && (
        <p role="alert" className="text-end-text text-sm">
          {t("failed")}
        </p>
      )}
    </div>
  );
}

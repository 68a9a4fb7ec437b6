"use client";
import { Circle, RotateCcw, Send, Square, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { NOTE_MS } from "@/lib/pure/notes";
import type { MediaKind } from "@/server/calls/contract";
import { NotePlayer } from "./note-player";
import { clockOf } from "./use-call-words";
import { type NoteState, useNote } from "./use-note";

type NoteRecorderProps = {
  callId: string;
  media: MediaKind;
  onSent: () => void;
  /** Another take. */
  onAgain: () => void;
  onClose: () => void;
};

/** Recording a note, hearing it once more, sending it or not. */
export function NoteRecorder({ callId, media, onSent, onAgain, onClose }: NoteRecorderProps) {
  const t = useTranslations("history.note");
  const hardware = useTranslations("stage.trouble");
  const close = useTranslations("common")("close");
  const words = useProblemWords();
  const { state, send } = useNote(callId, media);
  const discard = (
    <Button onClick={onClose}>
      <Trash2 aria-hidden="true" className="size-4.5" />
      {t("discard")}
    </Button>
  );
  switch (state.phase) {
    case "opening":
      return (
        <Frame>
          <p role="status" className="flex items-center justify-center gap-2">
            <Spinner />
            {t(media === "video" ? "startingVideo" : "starting")}
          </p>
          {discard}
        </Frame>
      );
    case "refused":
      return (
        <Frame>
          <p role="alert" className="max-w-md text-pretty">
            {words(state.trouble)}
          </p>
          <Button onClick={onClose}>{close}</Button>
        </Frame>
      );
    case "failed":
      return (
        <Frame>
          <p role="alert" className="max-w-md text-pretty">
            {state.why === "unsupported"
              ? t("unsupported")
              : hardware(`${media === "video" ? "camera" : "microphone"}.${state.why}`)}
          </p>
          {discard}
        </Frame>
      );
    case "recording":
      return (
        <Frame>
          <Running state={state} media={media} />
          <div className="flex flex-wrap justify-center gap-3">
            {discard}
            <Button tone="end" onClick={state.recorder.finish}>
              <Square aria-hidden="true" className="size-4.5 fill-current" />
              {t("finish")}
            </Button>
          </div>
        </Frame>
      );
    case "ready":
      return (
        <Frame>
          <NotePlayer
            src={state.src}
            media={media}
            durationMs={state.recording.durationMs}
            label={t("preview")}
          />
          {state.trouble && (
            <p role="alert" className="text-end-text text-sm">
              {words(state.trouble)}
            </p>
          )}
          <div className="flex flex-wrap justify-center gap-3">
            {discard}
            <Button onClick={onAgain}>
              <RotateCcw aria-hidden="true" className="size-4.5" />
              {t("again")}
            </Button>
            <Button
              tone="primary"
              onClick={async () => {
                if (await send(state.recording)) onSent();
              }}
            >
              <Send aria-hidden="true" className="size-4.5" />
              {t("send")}
            </Button>
          </div>
        </Frame>
      );
    case "sending":
      return (
        <Frame>
          <p role="status">{t("sending", { percent: Math.round(state.share * 100) })}</p>
          <progress
            aria-label={t("sending", { percent: Math.round(state.share * 100) })}
            max={1}
            value={state.share}
            className="h-1.5 w-full max-w-sm appearance-none overflow-hidden rounded-full bg-press [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-accent"
          />
        </Frame>
      );
    case "sent":
      return <Sent callId={callId} onClose={onClose} />;
  }
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="flex w-full max-w-md flex-col items-center justify-center gap-4 rounded-lg bg-card p-4 text-ink shadow-card">
      {children}
    </div>
  );
}

const TICK_MS = 250;

function Running({ state, media }: { state: Extract<NoteState, { phase: "recording" }>; media: MediaKind }) {
  const t = useTranslations("history.note");
  const picture = useRef<HTMLVideoElement>(null);
  const [atMs, setAtMs] = useState(0);
  const { recorder, startedAt } = state;
  useEffect(() => {
    const timer = setInterval(() => setAtMs(Math.min(performance.now() - startedAt, NOTE_MS)), TICK_MS);
    return () => clearInterval(timer);
  }, [startedAt]);
  useEffect(() => {
    if (picture.current) picture.current.srcObject = recorder.stream;
  }, [recorder]);
  return (
    <>
      {media === "video" && (
        <video
          ref={picture}
          autoPlay
          muted
          playsInline
          className="aspect-4/3 w-full max-w-sm -scale-x-100 rounded-md bg-black object-cover"
        />
      )}
      <p className="flex items-center gap-2 font-medium">
        <Circle aria-hidden="true" className="size-3 animate-pulse fill-end text-end" />
        <span role="status">{t("recording")}</span>
        <span className="text-muted tabular-nums">
          {t("left", { time: clockOf(atMs), most: clockOf(NOTE_MS) })}
        </span>
      </p>
    </>
  );
}

function Sent({ callId, onClose }: { callId: string; onClose: () => void }) {
  const t = useTranslations("history.note");
  const words = useProblemWords();
  async function takeBack() {
    try {
      await api.history.takeNoteBack.mutate({ callId });
      toast(t("takenBack"));
      onClose();
    } catch (error) {
      toast(words(problemOf(error)), "alarm");
    }
  }
  return (
    <div className="flex flex-wrap items-center justify-center gap-3">
      <p role="status">{t("sent")}</p>
      <Button tone="ghost" onClick={takeBack}>
        {t("takeBack")}
      </Button>
    </div>
  );
}

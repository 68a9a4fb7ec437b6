"use client";
import { Mic, Video } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { MediaKind } from "@/server/calls/contract";

const NoteRecorder = dynamic(() => import("./note-recorder").then((module) => module.NoteRecorder), {
  ssr: false,
  loading: () => <div className="h-32" />,
});

type LeaveNoteProps = {
  /** The call that nobody took. */
  callId: string;
  /** Told true from when recording begins until the note is sent or given up: this is no moment to go away. */
  onBusy?: (isBusy: boolean) => void;
};

/** After a call of two that nobody took: the caller may say what there was to say, by voice or with a picture. */
export function LeaveNote({ callId, onBusy }: LeaveNoteProps) {
  const t = useTranslations("history.note");
  const [media, setMedia] = useState<MediaKind | null>(null);
  const [take, setTake] = useState(0);
  const choose = (kind: MediaKind | null) => {
    setMedia(kind);
    onBusy?.(kind !== null);
  };
  if (media)
    return (
      <NoteRecorder
        key={take}
        callId={callId}
        media={media}
        onSent={() => onBusy?.(false)}
        onAgain={() => setTake(take + 1)}
        onClose={() => choose(null)}
      />
    );
  return (
    <div className="flex flex-wrap justify-center gap-3">
      <Button onClick={() => choose("audio")}>
        <Mic aria-hidden="true" className="size-4.5" />
        {t("offerVoice")}
      </Button>
      <Button onClick={() => choose("video")}>
        <Video aria-hidden="true" className="size-4.5" />
        {t("offerVideo")}
      </Button>
    </div>
  );
}

"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Trouble } from "@/lib/api/problem-of";
import { sendNote } from "@/lib/api/send-note";
import { type HardwareTrouble, hardwareTrouble } from "@/lib/media/hardware";
import { canRecord, type Recorder, type Recording, recordNote } from "@/lib/media/record-note";
import type { MediaKind } from "@/server/calls/contract";

export type NoteState =
  | { phase: "opening" }
  | { phase: "recording"; recorder: Recorder; startedAt: number }
  | { phase: "ready"; recording: Recording; src: string; trouble: Trouble | null }
  | { phase: "sending"; share: number }
  | { phase: "sent" }
  | { phase: "failed"; why: HardwareTrouble | "unsupported" };

/** A note from the opening of the microphone to its sending. Leaving the page gives it up. */
export function useNote(callId: string, media: MediaKind) {
  const [state, setState] = useState<NoteState>(() =>
    canRecord(media) ? { phase: "opening" } : { phase: "failed", why: "unsupported" },
  );
  const recorder = useRef<Recorder | null>(null);

  const begin = useEffectEvent(async (isGone: () => boolean) => {
    try {
      const opened = await recordNote(media);
      recorder.current = opened;
      if (isGone()) return opened.cancel();
      setState({ phase: "recording", recorder: opened, startedAt: performance.now() });
      const recording = await opened.done;
      if (recording && !isGone())
        setState({ phase: "ready", recording, src: URL.createObjectURL(recording.blob), trouble: null });
    } catch (error) {
      if (!isGone()) setState({ phase: "failed", why: hardwareTrouble(error) });
    }
  });
  useEffect(() => {
    let isGone = false;
    if (canRecord(media)) void begin(() => isGone);
    return () => {
      isGone = true;
      recorder.current?.cancel();
    };
  }, [media]);
  useEffect(() => {
    if (state.phase === "ready") return () => URL.revokeObjectURL(state.src);
  }, [state]);

  async function send(recording: Recording): Promise<boolean> {
    setState({ phase: "sending", share: 0 });
    const trouble = await sendNote(callId, recording, (share) => setState({ phase: "sending", share }));
    setState(
      trouble
        ? { phase: "ready", recording, src: URL.createObjectURL(recording.blob), trouble }
        : { phase: "sent" },
    );
    return trouble === null;
  }
  return { state, send };
}

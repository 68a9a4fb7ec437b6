"use client";
import { useEffect, useState } from "react";
import { problemOf, type Trouble } from "@/lib/api/problem-of";
import { sendNote } from "@/lib/api/send-note";
import { noteDevices } from "@/lib/e2ee/identity/leave-note";
import { type HardwareTrouble, hardwareTrouble } from "@/lib/media/hardware";
import { canRecord, type Recorder, type Recording, recordNote } from "@/lib/media/record-note";
import type { MediaKind } from "@/server/calls/contract";

export type NoteState =
  | { phase: "opening" }
  | { phase: "recording"; recorder: Recorder; startedAt: number }
  | { phase: "ready"; recording: Recording; src: string; trouble: Trouble | null }
  | { phase: "sending"; share: number }
  | { phase: "sent" }
  | { phase: "failed"; why: HardwareTrouble | "unsupported" }
  /** There is nobody who could open it: known before anything is recorded. */
  | { phase: "refused"; trouble: Trouble };

/** Records until it is finished or given up. `onRecorder` gets the means to do so; `onState` is told how it goes. */
async function follow(
  callId: string,
  media: MediaKind,
  onRecorder: (recorder: Recorder) => void,
  onState: (state: NoteState) => void,
): Promise<void> {
  const trouble = await noteDevices(callId).then(
    () => null,
    (error: unknown) => problemOf(error),
  );
  // Without an answer now there may be one when it is sent.
  if (trouble && trouble.code !== "offline") return onState({ phase: "refused", trouble });
  try {
    const recorder = await recordNote(media);
    onRecorder(recorder);
    onState({ phase: "recording", recorder, startedAt: performance.now() });
    const recording = await recorder.done;
    if (recording)
      onState({ phase: "ready", recording, src: URL.createObjectURL(recording.blob), trouble: null });
  } catch (error) {
    onState({ phase: "failed", why: hardwareTrouble(error) });
  }
}

/** A note from the opening of the microphone to its sending. Leaving the page gives it up. */
export function useNote(callId: string, media: MediaKind) {
  const [state, setState] = useState<NoteState>(() =>
    canRecord(media) ? { phase: "opening" } : { phase: "failed", why: "unsupported" },
  );
  useEffect(() => {
    if (!canRecord(media)) return;
    let isGone = false;
    let recorder: Recorder | undefined;
    void follow(
      callId,
      media,
      (opened) => {
        recorder = opened;
        if (isGone) opened.cancel();
      },
      (next) => !isGone && setState(next),
    );
    return () => {
      isGone = true;
      recorder?.cancel();
    };
  }, [callId, media]);
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

import { NOTE_MS } from "@/lib/pure/notes";
import type { MediaKind } from "@/server/calls/contract";
import { readChoice } from "./choice";

export type Recording = { blob: Blob; media: MediaKind; durationMs: number };
export type Recorder = {
  /** What the camera sees meanwhile. */
  stream: MediaStream;
  /** Ends the recording; by itself it ends after a minute. */
  finish(): void;
  /** Ends it for nothing. */
  cancel(): void;
  /** The recording, or null when it was given up. */
  done: Promise<Recording | null>;
};

const types: Record<MediaKind, string[]> = {
  audio: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
  video: ["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"],
};
const AUDIO_BITS = 48_000;
const VIDEO_BITS = 550_000;

const typeFor = (media: MediaKind): string | undefined =>
  typeof MediaRecorder === "undefined"
    ? undefined
    : types[media].find((type) => MediaRecorder.isTypeSupported(type));

/** Whether this browser can record notes of that kind. */
export const canRecord = (media: MediaKind): boolean => typeFor(media) !== undefined;

/**
 * Opens the microphone, with the camera for a video note, and records up to a minute: Opus, and pictures of 640×480 at most. Rejects
 * with the browser's error when the devices cannot be had.
 */
export async function recordNote(media: MediaKind): Promise<Recorder> {
  const { microphone, camera } = readChoice();
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { deviceId: microphone, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: media === "video" && {
      deviceId: camera,
      width: { ideal: 640, max: 640 },
      height: { ideal: 480, max: 480 },
      frameRate: { max: 30 },
    },
  });
  const recorder = new MediaRecorder(stream, {
    mimeType: typeFor(media),
    audioBitsPerSecond: AUDIO_BITS,
    ...(media === "video" && { videoBitsPerSecond: VIDEO_BITS }),
  });
  const parts: Blob[] = [];
  let isWanted = true;
  const startedAt = performance.now();
  const stop = () => recorder.state !== "inactive" && recorder.stop();
  const limit = setTimeout(stop, NOTE_MS);
  const done = new Promise<Recording | null>((resolve) => {
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => {
      clearTimeout(limit);
      for (const track of stream.getTracks()) track.stop();
      const blob = new Blob(parts, { type: recorder.mimeType });
      const durationMs = Math.min(Math.round(performance.now() - startedAt), NOTE_MS);
      resolve(isWanted && blob.size > 0 ? { blob, media, durationMs } : null);
    });
  });
  recorder.start();
  return {
    stream,
    done,
    finish: stop,
    cancel: () => {
      isWanted = false;
      stop();
    },
  };
}

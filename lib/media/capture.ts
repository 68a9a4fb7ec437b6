import { createLocalTracks, type LocalTrack, Track } from "livekit-client";
import { readChoice } from "./choice";
import { dressed } from "./effects/dress";
import { type HardwareTrouble, hardwareTrouble } from "./hardware";
import { pictureSize } from "./options";

export type Captured = {
  tracks: LocalTrack[];
  /** What could not be had, and why; the call goes on without it. */
  trouble: { microphone?: HardwareTrouble; camera?: HardwareTrouble };
};

const audioOptions = () => ({
  deviceId: readChoice().microphone,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
});
const videoOptions = () => ({ deviceId: readChoice().camera, resolution: pictureSize() });

/**
 * Opens the microphone and, if wanted, the camera. Both are asked for at once, so that the browser asks one question; where
 * that fails each is tried alone, so that a missing camera costs no sound. Never rejects.
 */
export async function capture(wanted: { microphone: boolean; camera: boolean }): Promise<Captured> {
  const { microphone, camera } = wanted;
  if (!microphone && !camera) return { tracks: [], trouble: {} };
  const dress = camera ? await dressed() : {};
  if (!dress) return await capture({ microphone, camera: false });
  try {
    const tracks = await createLocalTracks({
      audio: microphone && audioOptions(),
      video: camera && { ...videoOptions(), ...dress },
    });
    // Whoever talks by the space bar is heard while it is held, and not before.
    if (readChoice().isPushToTalk) await muteSound(tracks);
    return { tracks, trouble: {} };
  } catch (error) {
    if (!microphone || !camera) {
      const why = hardwareTrouble(error);
      return { tracks: [], trouble: microphone ? { microphone: why } : { camera: why } };
    }
  }
  const [sound, picture] = await Promise.all([
    capture({ microphone: true, camera: false }),
    capture({ microphone: false, camera: true }),
  ]);
  return {
    tracks: [...sound.tracks, ...picture.tracks],
    trouble: { ...sound.trouble, ...picture.trouble },
  };
}

/** Ends tracks that nothing uses, so that the camera's light goes out. */
export function release(tracks: LocalTrack[]): void {
  for (const track of tracks) track.stop();
}

/** Opens what may be opened without a question, for a call that rings. What is asked for at the answer is not missed here. */
export async function captureEarly(wanted: { microphone: boolean; camera: boolean }): Promise<LocalTrack[]> {
  const [microphone, camera] = await Promise.all([
    wanted.microphone && isGranted("microphone"),
    wanted.camera && isGranted("camera"),
  ]);
  return (await capture({ microphone, camera })).tracks;
}

async function isGranted(name: "microphone" | "camera"): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name })).state === "granted";
  } catch {
    // A browser that does not tell is asked at the answer.
    return false;
  }
}

/** Makes what was opened early into what is wanted now: opens what is missing, and ends what is too much. Never rejects. */
export async function completeTracks(
  early: LocalTrack[],
  wanted: { microphone: boolean; camera: boolean },
): Promise<Captured> {
  const wants = (track: LocalTrack) => (track.kind === Track.Kind.Audio ? wanted.microphone : wanted.camera);
  const isLive = (track: LocalTrack) => track.mediaStreamTrack.readyState === "live";
  const kept = early.filter((track) => wants(track) && isLive(track));
  release(early.filter((track) => !kept.includes(track)));
  const has = (kind: Track.Kind) => kept.some((track) => track.kind === kind);
  const rest = await capture({
    microphone: wanted.microphone && !has(Track.Kind.Audio),
    camera: wanted.camera && !has(Track.Kind.Video),
  });
  return { tracks: [...kept, ...rest.tracks], trouble: rest.trouble };
}

async function muteSound(tracks: LocalTrack[]): Promise<void> {
  for (const track of tracks) if (track.kind === Track.Kind.Audio) await track.mute();
}

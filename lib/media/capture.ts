import { createLocalTracks, type LocalTrack, VideoPresets } from "livekit-client";
import { readChoice } from "./choice";
import { type HardwareTrouble, hardwareTrouble } from "./hardware";

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
const videoOptions = () => ({ deviceId: readChoice().camera, resolution: VideoPresets.h720.resolution });

/**
 * Opens the microphone and, if wanted, the camera. Both are asked for at once, so that the browser asks one question; where
 * that fails each is tried alone, so that a missing camera costs no sound. Never rejects.
 */
export async function capture(wanted: { microphone: boolean; camera: boolean }): Promise<Captured> {
  const { microphone, camera } = wanted;
  if (!microphone && !camera) return { tracks: [], trouble: {} };
  try {
    const tracks = await createLocalTracks({
      audio: microphone && audioOptions(),
      video: camera && videoOptions(),
    });
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

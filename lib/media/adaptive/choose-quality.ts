import { type Room, Track } from "livekit-client";
import { readChoice, rememberChoice } from "../choice";
import { picturePublishing, pictureSize } from "../options";
import type { Quality } from "./decide";

/** How much may be sent and received from now on, remembered in this browser. A camera that sends begins anew where its size changes. */
export async function chooseQuality(quality: Quality, room: Room | null): Promise<void> {
  const before = pictureSize();
  rememberChoice({ quality });
  if (!room) return;
  const { options, localParticipant: me } = room;
  options.publishDefaults = { ...options.publishDefaults, ...picturePublishing() };
  options.videoCaptureDefaults = { ...options.videoCaptureDefaults, resolution: pictureSize() };
  const camera = me.getTrackPublication(Track.Source.Camera);
  if (!camera?.videoTrack || pictureSize().height === before.height) return;
  // The SFU knows the layers of a track from its beginning: others would be sent the wrong one.
  const isOn = !camera.isMuted;
  await me.unpublishTrack(camera.videoTrack);
  if (isOn) await me.setCameraEnabled(true, { deviceId: readChoice().camera });
}

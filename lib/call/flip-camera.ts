import { LocalVideoTrack, type Room, Track, VideoPresets } from "livekit-client";

type Facing = "user" | "environment";

/** Phones and tablets: there the cameras look two ways. */
export const canFlip = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Which way the camera that is sent looks; one that does not tell looks at whoever sits before it. */
export function facingOf(room: Room): Facing {
  const track = room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
  const { facingMode } = track instanceof LocalVideoTrack ? track.getSourceTrackSettings() : {};
  return facingMode === "environment" ? "environment" : "user";
}

/** Sends the picture of the camera that looks the other way. Rejects, with the one before in use, where there is none. */
export async function flipCamera(room: Room): Promise<void> {
  const track = room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
  if (!(track instanceof LocalVideoTrack)) return;
  const before = facingOf(room);
  const wanted: Facing = before === "user" ? "environment" : "user";
  const { resolution } = VideoPresets.h720;
  // Without a device: an exact choice of one camera would win over the way it looks.
  await track.restartTrack({ facingMode: wanted, resolution }).catch(async (error: unknown) => {
    await track.restartTrack({ facingMode: before, resolution });
    throw error;
  });
}
